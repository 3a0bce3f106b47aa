# The probing program for ppc64 with the radix MMU, on a machine without firmware. It runs in real mode; the kernel's data accesses
# are made with translation for data alone, a user's from a page that the tables under test map, and what is executed lies in the
# address space under test. Interrupts lead back to real mode. The header lies one page behind it; see Guests/Ppc64Guest.cs.
 .set SRR0, 26
 .set SRR1, 27
 .set DSISR, 18
 .set DAR, 19
 .macro vector at
 .org \at
 li      6, \at
 b       store
 .endm
.org 0x100                              # reset
 b       start
 vector  0x200                          # machine check
 vector  0x300                          # data storage
 vector  0x380                          # data segment
 vector  0x400                          # instruction storage
 vector  0x480                          # instruction segment
 vector  0x600                          # alignment
 vector  0x700                          # program
 .org    0x900                          # decrementer, which a user cannot hold off
 mtspr   22, 30
 rfid
 vector  0xc00                          # sc: the access went well
 .org    0xd00
start:
 li      13, 0x1000                     # the header
 lis     30, 0x7fff
 mtspr   22, 30
 li      3, 0x37c                       # H_REGISTER_PROC_TBL
 li      4, 0x1d                        # a new one, radix, with tlbie for all
 ld      5, 0(13)                       # where it lies
 li      6, 0
 li      7, 0                           # 4 KiB
 sc      1
 li      3, 1
 mtspr   48, 3                          # PIDR
 ld      20, 8(13)                      # the first probe
 ld      21, 16(13)                     # behind the last
 ld      22, 24(13)                     # where the program's page is to users
next:
 cmpld   20, 21
 beq     done
 ld      2, 0(20)                       # address
 ld      8, 8(20)                       # MSR
 ld      4, 16(20)                      # 0 read, 1 write, 2 execute
 ld      5, 24(20)                      # what a write writes
 mtspr   22, 30
 li      3, 0
 mtspr   SRR1, 8
 mr      9, 2
 cmpdi   4, 2
 beq     2f
 andi.   8, 8, 0x4000                   # a user's?
 mr      9, 22
 bne     1f
 li      9, 0
1:
 addi    9, 9, reading
 cmpdi   4, 0
 beq     2f
 addi    9, 9, writing - reading
2:
 mtspr   SRR0, 9
 rfid
reading:
 ld      3, 0(2)
 sc
writing:
 std     5, 0(2)
 sc
store:
 mfspr   7, DSISR
 mfspr   8, DAR
 cmpdi   6, 0x380
 ble     1f
 mfspr   7, SRR1
 mfspr   8, SRR0
1:
 rldimi  7, 6, 32, 0                    # the interrupt, and why
 std     7, 32(20)
 std     3, 40(20)                      # what was read
 std     8, 48(20)                      # where
 addi    20, 20, 64
 b       next
done:
 li      3, 0
 ori     3, 3, 0xf000                   # KVMPPC_H_RTAS
 addi    4, 13, 80                      # its arguments: the machine's end
 sc      1
 b       .
 .org 0x1000
