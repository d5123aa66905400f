//! Kernels that write a few words to the serial port and stop, in place of Linux.

const WORDS: &[u8] = b"virtc: this guest runs\r\n\0";

/// For PCs: an ELF file of 32 bits, with the note by which QEMU finds where to enter it (PVH).
pub(crate) fn x86() -> Vec<u8> {
    const BASE: u32 = 0x10_0000;
    const HEADERS: u32 = 52 + 2 * 32;
    const NOTE: u32 = 20;
    // mov esi, words; next: lodsb; test al, al; jz stop; mov dx, 0x3f8; out dx, al; jmp next; stop: hlt; jmp stop
    let mut code = [0xbe, 0, 0, 0, 0, 0xac, 0x84, 0xc0, 0x74, 7, 0x66, 0xba, 0xf8, 3, 0xee, 0xeb, 0xf4, 0xf4, 0xeb, 0xfd];
    let entry = BASE + HEADERS + NOTE;
    let words = entry + 20;
    code[1..5].copy_from_slice(&words.to_le_bytes());
    let size = words - BASE + u32::try_from(WORDS.len()).unwrap();
    [
        // The header: ELF of 32 bits, an executable for the 386, two program headers of 32 bytes each.
        numbers(&[0x464c_457f, 0x0001_0101, 0, 0, 0x0003_0002, 1, entry, 52, 0, 0, 0x0020_0034, 2, 0]),
        // What is loaded, and where the note is in it.
        numbers(&[1, 0, BASE, BASE, size, size, 5, 4096]),
        numbers(&[4, HEADERS, BASE + HEADERS, BASE + HEADERS, NOTE, NOTE, 4, 4]),
        // The note: its name is `Xen`, its type 18, and its content the entry.
        numbers(&[4, 4, 18, u32::from_le_bytes(*b"Xen\0"), entry]),
        code.to_vec(),
        WORDS.to_vec(),
    ]
    .concat()
}

/// For the machine `virt` of 64-bit Arm: instructions that run wherever they are loaded.
pub(crate) fn aarch64() -> Vec<u8> {
    // adr x1, words; mov x2, #0x9000000 (the PL011); next: ldrb w0, [x1], #1; cbz w0, stop; str w0, [x2];
    // b next; stop: wfi; b stop
    let code = [0x1000_0101, 0xd2a1_2002, 0x3840_1420, 0x3400_0060, 0xb900_0040, 0x17ff_fffd, 0xd503_207f, 0x17ff_ffff];
    [numbers(&code), WORDS.to_vec()].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}
