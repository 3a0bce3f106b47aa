# The probing program for RISC-V, in machine mode: loads and stores are translated by mstatus.MPRV, fetches by mret, and every
# trap comes back here. It lies at the start of RAM, the header one page behind it; see Guests/RiscvGuest.cs for both layouts.
.ifdef RV32
.macro lx a:vararg
 lw \a
.endm
.macro sx a:vararg
 sw \a
.endm
.else
.macro lx a:vararg
 ld \a
.endm
.macro sx a:vararg
 sd \a
.endm
.endif
start:
 auipc   s0, 1
 la      t0, trap
 csrw    mtvec, t0
 lx      t0, 0(s0)
 csrw    satp, t0
 lx      t0, 8(s0)
 csrw    0x30a, t0      # menvcfg
 sfence.vma
 lx      s1, 16(s0)     # the first probe
 lx      s2, 24(s0)     # behind the last
next:
 beq     s1, s2, done
 lx      s3, 0(s1)      # address
 lx      s4, 8(s1)      # mstatus
 lx      s5, 16(s1)     # 0 read, 1 write, 2 execute
 lx      s8, 24(s1)     # what a write writes
 li      s6, 0
 li      s7, 0
 li      t0, 1
 bgtu    s5, t0, execute
 csrw    mstatus, s4
 beqz    s5, read
 sx      s8, 0(s3)
 j       over
read:
 lx      s7, 0(s3)
over:
 csrw    mstatus, zero
 sx      s6, 32(s1)     # status: 0, or mcause + 1
 sx      s7, 40(s1)     # what was read, or mtval
 addi    s1, s1, 64
 j       next
execute:
 csrw    mepc, s3
 csrw    mstatus, s4
 mret
.balign 4
trap:
 csrw    mstatus, zero
 csrr    s6, mcause
 addi    s6, s6, 1
 csrr    s7, mtval
 csrr    t1, mepc
 sx      t1, 48(s1)
 j       over
done:                   # the test device's page is mapped, so that the machine stops in a translated state
 lx      s3, 32(s0)
 lx      s4, 40(s0)
 li      t1, 0x7777
 csrw    mstatus, s4
 sw      t1, 0(s3)
 j       .
