// The probing program for arm64, at EL2 without translation: it enters EL1 or EL0 with the tables under test in one half and
// one block for itself in the other, and comes back by svc and hvc. It lies at the start of RAM, the header one page behind it;
// see Guests/Arm64Guest.cs for both layouts.
start:
 adr     x28, start + 0x1000
 adr     x0, start
 msr     vbar_el2, x0
 ldp     x0, x1, [x28]
 msr     ttbr0_el1, x0
 msr     ttbr1_el1, x1
 ldp     x0, x1, [x28, #16]
 msr     tcr_el1, x0
 msr     mair_el1, x1
 ldp     x0, x1, [x28, #32]
 msr     sctlr_el1, x0
 msr     vbar_el1, x1
 ldr     x0, [x28, #48]
 msr     hcr_el2, x0
 ldp     x19, x20, [x28, #64]   // the first probe, and behind the last
 ldr     x27, [x28, #80]        // where the reading code is for EL1 and EL0; the writing one follows
 isb
 tlbi    alle1
 dsb     sy
 isb
next:
 cmp     x19, x20
 b.eq    done
 ldp     x21, x22, [x19]        // address; the PSTATE to enter
 ldp     x23, x24, [x19, #16]   // 0 read, 1 write, 2 execute; what a write writes
 msr     spsr_el2, x22
 mov     x0, x21
 mov     x1, x24
 mov     x2, x21
 cmp     x23, #2
 b.eq    enter
 add     x2, x27, x23, lsl #3
enter:
 msr     elr_el2, x2
 eret
.org 0x200                      // EL2: the address translation met a table in no memory
 mrs     x0, esr_el2
 b       4f
.org 0x400                      // EL2: a synchronous exception of lower levels
 stp     x1, x2, [x19, #40]     // what was read
 mrs     x0, esr_el1
 str     x0, [x19, #32]         // status: the syndrome; that of svc where nothing went wrong
 mrs     x0, far_el1
 cmp     x23, #2
 b.ne    1f
 mrs     x1, elr_el1
 str     x1, [x19, #40]
1:
 str     x0, [x19, #48]
 tst     x22, #0xf
 b.eq    user
 cbnz    x23, 2f
 at      s1e1r, x21
 b       3f
2:
 at      s1e1w, x21
 b       3f
user:
 cbnz    x23, 2f
 at      s1e0r, x21
 b       3f
2:
 at      s1e0w, x21
3:
 isb
 mrs     x0, par_el1
4:
 str     x0, [x19, #56]
 add     x19, x19, #64
 b       next
done:
 mov     w0, #0x0008            // PSCI SYSTEM_OFF
 movk    w0, #0x8400, lsl #16
 smc     #0
 b       .
.org 0x800 + 0x200              // EL1: a synchronous exception of its own
 hvc     #0
.org 0x800 + 0x400              // and one of EL0's
 hvc     #0
.org 0xe00                      // what EL1 and EL0 do
 ldr     x1, [x0]
 svc     #0
 str     x1, [x0]
 svc     #0
.org 0x1000
