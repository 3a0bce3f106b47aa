# The ROM's code, which lies 0x100 bytes below the 4 GiB: from reset into protected mode, and to address 0. Its descriptors
# follow at 0xff80.
.code16
 cli
 lgdtl   %cs:0xff80
 mov     %cr0, %eax
 or      $1, %al
 mov     %eax, %cr0
 ljmpl   $8, $0
