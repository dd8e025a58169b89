; A kernel for Multiboot 1 and 2 that says on the first serial line what its boot loader gave it, and
; ends QEMU (-device isa-debug-exit,iobase=0x501,iosize=1). nasm -f bin -o kernel kernel.asm
;
;   KERNEL <1 or 2> <string>
;   MODULE <size> <sum> <string>      one a module, in order; sum: rotate left by one, add the byte
;   END
;
; Numbers are eight hexadecimal digits. In strings a backslash and what is not printable ASCII is
; \xHH. A kernel or module without a string has a bare minus.

        bits 32
        org 0x100000

MULTIBOOT1_HEADER equ 0x1BADB002
MULTIBOOT1_LOADER equ 0x2BADB002
MULTIBOOT2_HEADER equ 0xE85250D6
MULTIBOOT2_LOADER equ 0x36D76289
SERIAL            equ 0x3F8
EXIT              equ 0x501

start:
        jmp short entry

        align 4
multiboot1:
.flags  equ 0x00010003                  ; modules at pages, memory, and the addresses below
        dd MULTIBOOT1_HEADER
        dd .flags
        dd -(MULTIBOOT1_HEADER + .flags)
        dd multiboot1                   ; where this header is
        dd start                        ; where the file is loaded
        dd end                          ; and where it ends
        dd end + 4096                   ; behind the stack
        dd entry

        align 8
multiboot2:
.length equ multiboot2_end - multiboot2
        dd MULTIBOOT2_HEADER
        dd 0                            ; i386
        dd .length
        dd -(MULTIBOOT2_HEADER + .length)
        dw 2, 0                         ; addresses
        dd 24
        dd multiboot2, start, end, end + 4096
        dw 3, 0                         ; entry
        dd 12
        dd entry
        dd 0
        dw 0, 0                         ; end
        dd 8
multiboot2_end:

entry:
        mov esp, end + 4096
        cld
        mov ebp, eax
        call serial
        cmp ebp, MULTIBOOT1_LOADER
        je first
        cmp ebp, MULTIBOOT2_LOADER
        je second
        jmp finish

; Multiboot 1: ebx -> flags, ..., +16 string, +20 number of modules, +24 modules
first:
        mov esi, kernel1
        call text
        mov esi, [ebx + 16]
        test dword [ebx], 4
        jnz .given
        xor esi, esi
.given:
        call string
        test dword [ebx], 8
        jz finish
        mov ecx, [ebx + 20]
        mov edi, [ebx + 24]
.module:
        jecxz finish
        push ecx
        push edi
        mov esi, [edi]
        mov edx, [edi + 4]
        mov edi, [edi + 8]
        call module
        pop edi
        pop ecx
        add edi, 16
        dec ecx
        jmp .module

; Multiboot 2: ebx -> size, reserved, tags of type, size, content
second:
        mov esi, kernel2
        call text
        xor esi, esi                    ; the kernel's string first, wherever it stands
        lea edi, [ebx + 8]
.find:
        cmp dword [edi], 0
        je .found
        cmp dword [edi], 1
        jne .other
        lea esi, [edi + 8]
.other:
        call next
        jmp .find
.found:
        call string
        lea edi, [ebx + 8]
.tag:
        cmp dword [edi], 0
        je finish
        cmp dword [edi], 3
        jne .skip
        push edi
        mov esi, [edi + 8]
        mov edx, [edi + 12]
        add edi, 16
        call module
        pop edi
.skip:
        call next
        jmp .tag

; the tag behind the one at edi
next:
        mov eax, [edi + 4]
        add eax, 7
        and eax, ~7
        add edi, eax
        ret

finish:
        mov esi, done
        call text
        mov dx, EXIT
        xor al, al
        out dx, al
.halt:
        hlt
        jmp .halt

; a module from esi to edx with the string at edi
module:
        push esi
        mov esi, word_module
        call text
        pop esi
        mov eax, edx
        sub eax, esi
        call number
        xor ecx, ecx
.byte:
        cmp esi, edx
        jae .summed
        rol ecx, 1
        movzx eax, byte [esi]
        add ecx, eax
        inc esi
        jmp .byte
.summed:
        mov eax, ecx
        call number
        mov esi, edi
        jmp string

; eight digits of eax and a blank
number:
        push ecx
        mov ecx, 8
.digit:
        rol eax, 4
        push eax
        call digit
        pop eax
        loop .digit
        mov al, ' '
        call put
        pop ecx
        ret

; the low four bits of al
digit:
        and al, 15
        cmp al, 10
        jb .decimal
        add al, 'a' - '0' - 10
.decimal:
        add al, '0'
        jmp put

; the string at esi, escaped, and a line end; a minus if esi is 0
string:
        test esi, esi
        jnz .next
        mov esi, none
        jmp text
.next:
        lodsb
        test al, al
        jz .end
        cmp al, '\'
        je .escape
        cmp al, ' '
        jb .escape
        cmp al, '~'
        ja .escape
        call put
        jmp .next
.escape:
        push eax
        mov al, '\'
        call put
        mov al, 'x'
        call put
        mov eax, [esp]
        shr al, 4
        call digit
        pop eax
        call digit
        jmp .next
.end:
        mov al, 10
        jmp put

; the text at esi up to a NUL
text:
        lodsb
        test al, al
        jz .end
        call put
        jmp text
.end:
        ret

; one byte, al
put:
        push edx
        push eax
        mov dx, SERIAL + 5
.wait:
        in al, dx
        test al, 0x20
        jz .wait
        pop eax
        mov dx, SERIAL
        out dx, al
        pop edx
        ret

; 115200 8n1
serial:
        mov dx, SERIAL + 3
        mov al, 0x80
        out dx, al
        mov dx, SERIAL
        mov al, 1
        out dx, al
        mov dx, SERIAL + 1
        xor al, al
        out dx, al
        mov dx, SERIAL + 3
        mov al, 3
        out dx, al
        ret

kernel1:     db 10, "KERNEL 1 ", 0
kernel2:     db 10, "KERNEL 2 ", 0
word_module: db "MODULE ", 0
none:        db "-", 10, 0
done:        db "END", 10, 0

        align 4
end:
