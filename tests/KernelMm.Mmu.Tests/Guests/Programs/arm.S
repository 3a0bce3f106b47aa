// The probing program for 32-bit ARM. It stays at EL2 in AArch64 without translation, enters AArch32 modes below, and comes back
// by svc, by an abort and hvc; what it keeps is in registers that no exception of those modes changes. The tables under test map
// its page. It lies anywhere in RAM, the header one page behind it; see Guests/ArmGuest.cs for both layouts.
start:
 adr     x28, start + 0x1000
 adr     x0, start
 msr     vbar_el2, x0
 ldp     x0, x1, [x28]
 msr     ttbr0_el1, x0
 msr     tcr_el1, x1
 ldp     x0, x1, [x28, #16]
 msr     mair_el1, x0
 msr     sctlr_el1, x1
 ldp     x0, x1, [x28, #32]
 msr     vbar_el1, x0
 msr     dacr32_el2, x1
 ldp     x0, x1, [x28, #48]
 msr     hcr_el2, x0
 mov     x26, x1                // where the reading code is mapped; the writing one follows
 ldp     x24, x25, [x28, #64]   // the first probe, and behind the last
 isb
 tlbi    alle1
 dsb     sy
 isb
next:
 cmp     x24, x25
 b.eq    done
 ldp     x27, x29, [x24]        // address; the CPSR to enter
 ldp     x30, x1, [x24, #16]    // 0 read, 1 write, 2 execute; what a write writes
 msr     spsr_el2, x29
 mov     x0, x27
 mov     x2, x27
 cmp     x30, #2
 b.eq    enter
 add     x2, x26, x30, lsl #3
enter:
 msr     elr_el2, x2
 eret
.org 0x200                      // EL2: the address translation met a table in no memory
 mrs     x0, esr_el2
 b       4f
.org 0x600                      // EL2: hvc from AArch32
 and     x1, x1, #0xffffffff
 str     x1, [x24, #40]         // what was read
 mrs     x0, esr_el2
 and     x0, x0, #0xffff        // which vector
 mrs     x1, esr_el1            // DFSR
 cmp     x0, #3
 b.ne    1f
 mrs     x1, ifsr32_el2
1:
 bfi     x1, x0, #32, #16
 str     x1, [x24, #32]         // status: the vector and the fault status
 mrs     x1, far_el1            // DFAR
 cmp     x0, #3
 b.ne    1f
 lsr     x1, x1, #32            // IFAR
1:
 cmp     x0, #2
 b.ne    1f
 and     x1, x18, #0xffffffff   // where svc was
1:
 and     x1, x1, #0xffffffff
 str     x1, [x24, #48]
 tst     x29, #0xf
 b.eq    user
 cbnz    x30, 2f
 at      s1e1r, x27
 b       3f
2:
 at      s1e1w, x27
 b       3f
user:
 cbnz    x30, 2f
 at      s1e0r, x27
 b       3f
2:
 at      s1e0w, x27
3:
 isb
 mrs     x0, par_el1
4:
 str     x0, [x24, #56]
 add     x24, x24, #64
 b       next
done:
 mov     w0, #0x0008            // PSCI SYSTEM_OFF
 movk    w0, #0x8400, lsl #16
 smc     #0
 b       .
.org 0x800                      // AArch32 vectors: hvc #n
 .inst   0xe1400070, 0xe1400071, 0xe1400072, 0xe1400073, 0xe1400074, 0xe1400075, 0xe1400076, 0xe1400077
.org 0xe00                      // AArch32: ldr r1, [r0]; svc #0; str r1, [r0]; svc #0
 .inst   0xe5901000, 0xef000000, 0xe5801000, 0xef000000
.org 0x1000
