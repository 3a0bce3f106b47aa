# The probing program for s390x. It runs with DAT off; data accesses are made in secondary-space mode, where instructions are
# fetched from the primary space, which is real storage; what is executed is the primary space under test. Interrupts turn DAT off
# again. The header lies one page behind the program; see Guests/S390xGuest.cs for both layouts.
start:
 larl    %r13, start+0x1000
 lctlg   %c0, %c0, 0(%r13)
 lctlg   %c1, %c1, 8(%r13)      # real storage
 lctlg   %c7, %c7, 16(%r13)     # the tables under test
 lg      %r11, 24(%r13)         # the first probe
 lg      %r12, 32(%r13)         # behind the last
next:
 cgr     %r11, %r12
 je      done
 lg      %r2, 0(%r11)           # address
 lg      %r4, 16(%r11)          # 0 read, 1 write, 2 execute
 lg      %r5, 24(%r11)          # what a write writes
 lghi    %r3, 0
 cghi    %r4, 1
 je      1f
 cghi    %r4, 2
 je      2f
 lpswe   40(%r13)               # to the read, in secondary-space mode
1:
 lpswe   56(%r13)               # to the write
2:
 stg     %r2, 80(%r13)
 lctlg   %c1, %c1, 16(%r13)
 lpswe   72(%r13)               # to the address, in primary-space mode
.org 0x100, 0x07
 lg      %r3, 0(%r2)
 svc     0
.org 0x110, 0x07
 stg     %r5, 0(%r2)
 svc     0
.org 0x200, 0x07                      # svc: the access went well
 lctlg   %c1, %c1, 8(%r13)
 lghi    %r6, 0
 lg      %r7, 0x148(%r0)        # where svc was
 stg     %r3, 40(%r11)          # what was read
 j       store
.org 0x240, 0x07                      # a program interruption
 lctlg   %c1, %c1, 8(%r13)
 llgh    %r6, 0x8e(%r0)         # its code
 lg      %r7, 0xa8(%r0)         # the translation-exception identification
store:
 stg     %r6, 32(%r11)          # status
 stg     %r7, 48(%r11)
 aghi    %r11, 64
 j       next
done:
 lpswe   88(%r13)               # a disabled wait ends the machine
