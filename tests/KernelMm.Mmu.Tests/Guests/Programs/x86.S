# The probing program for x86 with 32 bits; as x64.S, without long mode.
.code32
start:
 mov     $0x10, %ax
 mov     %ax, %ds
 mov     %ax, %es
 mov     %ax, %ss
 mov     $0x1000, %ebp
 mov     0(%ebp), %eax
 mov     %eax, %cr4
 mov     8(%ebp), %eax
 mov     %eax, %cr3
 mov     $0xc0000080, %ecx
 mov     16(%ebp), %eax
 xor     %edx, %edx
 wrmsr                          # EFER
 mov     24(%ebp), %eax
 mov     %eax, %cr0
 mov     32(%ebp), %eax         # where the tables under test map the next instruction
 jmp     *%eax
mapped:
 lea     start+0x1000-mapped(%eax), %ebp
 lgdt    112(%ebp)
 lidt    128(%ebp)
 ljmp    *144(%ebp)
loaded:
 mov     $0x10, %ax
 mov     %ax, %ss
 mov     $0x23, %ax
 mov     %ax, %ds
 mov     %ax, %es
 mov     $0x30, %ax
 ltr     %ax
 mov     40(%ebp), %eax
 mov     %eax, %cr3
 mov     48(%ebp), %esi         # the first probe
 mov     56(%ebp), %edi         # behind the last
next:
 lea     0x8000(%ebp), %esp
 cmp     %edi, %esi
 je      done
 mov     0(%esi), %ecx          # address
 mov     24(%esi), %eax         # what a write writes
 xor     %ebx, %ebx
 mov     %ecx, %edx
 cmpl    $2, 16(%esi)           # 0 read, 1 write, 2 execute
 je      enter
 lea     read-start-0x1000(%ebp), %edx
 cmpl    $0, 16(%esi)
 je      enter
 lea     write-start-0x1000(%ebp), %edx
enter:
 cmpl    $0, 8(%esi)            # 1 for a user's
 jne     user
 jmp     *%edx
user:
 push    $0x23
 push    $0
 push    $2
 push    $0x2b
 push    %edx
 iretl
read:
 mov     (%ecx), %ebx
 int3
write:
 mov     %eax, (%ecx)
 int3
.org 0x200, 0x90                      # int3: the access went well
 xor     %ecx, %ecx
 jmp     store
.org 0x210, 0x90                      # #GP
 pop     %ecx
 or      $13<<16, %ecx
 jmp     store
.org 0x220, 0x90                      # #PF
 pop     %ecx
 or      $14<<16, %ecx
 mov     %cr2, %ebx
 jmp     store
.org 0x230, 0x90                      # anything else
 mov     $0xff<<16, %ecx
store:
 mov     %ecx, 32(%esi)         # status: the vector and the error code
 mov     %ebx, 40(%esi)         # what was read, or the address of the fault
 mov     (%esp), %edx
 mov     %edx, 48(%esi)         # where it happened
 add     $64, %esi
 jmp     next
done:
 mov     $0x505, %dx            # pvpanic stops the machine as it is
 mov     $1, %al
 out     %al, %dx
 jmp     .
