# The probing program for x86-64. The ROM leaves it in protected mode at address 0, the header one page on; it enters long mode
# over tables of its own and goes on at the addresses that the tables under test map it at. See Guests/X86Guest.cs for the layouts.
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
 lgdt    96(%ebp)
 ljmp    $0x18, $long
.code64
long:
 mov     32(%rbp), %rax         # where the tables under test map the next instruction
 jmp     *%rax
mapped:
 lea     start+0x1000(%rip), %rbp
 mov     $0x23, %ax
 mov     %ax, %ds
 mov     %ax, %es
 lgdt    112(%rbp)
 lidt    128(%rbp)
 mov     $0x30, %ax
 ltr     %ax
 mov     40(%rbp), %rax
 mov     %rax, %cr3
 mov     48(%rbp), %rsi         # the first probe
 mov     56(%rbp), %rdi         # behind the last
 lea     start+0x9000(%rip), %r15
next:
 mov     %r15, %rsp
 cmp     %rdi, %rsi
 je      done
 mov     0(%rsi), %r8           # address
 mov     8(%rsi), %r9           # 1 for a user's
 mov     16(%rsi), %r10         # 0 read, 1 write, 2 execute
 mov     24(%rsi), %rax         # what a write writes
 xor     %ebx, %ebx
 mov     %r8, %rdx
 cmp     $2, %r10
 je      enter
 lea     read(%rip), %rdx
 test    %r10, %r10
 jz      enter
 lea     write(%rip), %rdx
enter:
 test    %r9, %r9
 jnz     user
 jmp     *%rdx
user:
 push    $0x23
 push    $0
 push    $2
 push    $0x2b
 push    %rdx
 iretq
read:
 mov     (%r8), %rbx
 int3
write:
 mov     %rax, (%r8)
 int3
.org 0x200, 0x90                      # int3: the access went well
 xor     %ecx, %ecx
 jmp     store
.org 0x210, 0x90                      # #GP
 pop     %rcx
 or      $13<<16, %rcx
 jmp     store
.org 0x220, 0x90                      # #PF
 pop     %rcx
 or      $14<<16, %rcx
 mov     %cr2, %rbx
 jmp     store
.org 0x230, 0x90                      # anything else
 mov     $0xff<<16, %ecx
store:
 mov     %rcx, 32(%rsi)         # status: the vector and the error code
 mov     %rbx, 40(%rsi)         # what was read, or the address of the fault
 mov     (%rsp), %rdx
 mov     %rdx, 48(%rsi)         # where it happened
 add     $64, %rsi
 jmp     next
done:
 mov     $0x505, %dx            # pvpanic stops the machine as it is
 mov     $1, %al
 out     %al, %dx
 jmp     .
