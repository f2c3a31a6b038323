//! The sectors of a compound file, in which old workbooks stand: seen to be whole before a library
//! follows their chains, which takes that for granted.

use crate::alarm::Sure;

/// What ends a chain, and from where on a number is no sector's.
const END: u32 = 0xFFFF_FFFE;
const RESERVED: u32 = 0xFFFF_FFFA;

/// Streams that are shorter stand in the short sectors of the root's stream.
const SHORT_STREAM: u64 = 4096;
const SHORT: u64 = 64;

/// The header, and how long the entry of a stream is in the directory.
const HEADER: usize = 512;
const ENTRY: usize = 128;

/// A file as its header tells it.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// By sector: the next one of its chain.
    next: Vec<u32>,
}

/// Whether all chains of a compound file lead to its sectors, end, and hold what the directory says.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    check(bytes).is_some()
}

fn check(bytes: &[u8]) -> Option<()> {
    let sector = match number(bytes, 30)? & 0xFFFF {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    if !bytes.len().is_multiple_of(sector) {
        return None;
    }
    let mut file = Compound { bytes, sector, next: Vec::new() };
    file.next = file.table()?;
    let directory = file.chain(number(bytes, 48)?)?;
    let entries = directory.chunks_exact(ENTRY).filter(|entry| entry.get(66) != Some(&0));
    let entries: Vec<&[u8]> = entries.collect();
    let root = entries.iter().find(|entry| entry.get(66) == Some(&5))?;
    let short = file.chain(number(root, 116)?)?;
    let table = file.chain(number(bytes, 60)?)?;
    let table = Compound { bytes: &short, sector: SHORT as usize, next: numbers(&table) };
    for entry in entries.iter().filter(|entry| entry.get(66) == Some(&2)) {
        let (start, size) = (number(entry, 116)?, u64::from(number(entry, 120)?));
        let held = match size {
            0 => 0,
            1..SHORT_STREAM => table.sectors(start)?.len() as u64 * SHORT,
            _ => file.sectors(start)?.len() as u64 * sector as u64,
        };
        if held < size {
            return None;
        }
    }
    Some(())
}

impl Compound<'_> {
    /// The table of chains: its own sectors are listed in the header, and in a chain of their own.
    fn table(&self) -> Option<Vec<u32>> {
        let mut listed = numbers(self.bytes.get(76..HEADER)?);
        let (mut more, mut seen) = (number(self.bytes, 68)?, 0);
        while more < RESERVED {
            seen += 1;
            let mut list = numbers(self.sector(more)?);
            more = list.pop()?;
            listed.extend(list);
            if seen > self.count() {
                return None;
            }
        }
        let mut table = Vec::new();
        for sector in listed.into_iter().filter(|sector| *sector < RESERVED) {
            table.extend(numbers(self.sector(sector)?));
            if table.len() / (self.sector / 4) > self.count() {
                return None;
            }
        }
        Some(table)
    }

    /// How many sectors there are behind the header.
    fn count(&self) -> usize {
        (self.bytes.len() / self.sector).saturating_sub(1)
    }

    fn sector(&self, at: u32) -> Option<&[u8]> {
        let start = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?)
    }

    /// The sectors of a chain; `None` where it leads nowhere or never ends.
    fn sectors(&self, start: u32) -> Option<Vec<u32>> {
        let (mut chain, mut at) = (Vec::new(), start);
        while at != END {
            chain.push(at);
            at = *self.next.get(at as usize)?;
            if chain.len() > self.next.len() {
                return None;
            }
        }
        Some(chain)
    }

    /// The bytes of a chain; none of one that does not start.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        if start >= RESERVED {
            return Some(bytes);
        }
        for sector in self.sectors(start)? {
            bytes.extend_from_slice(self.sector(sector)?);
        }
        Some(bytes)
    }
}

/// The number that stands at a byte.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let four = |bytes: &[u8]| number(bytes, 0).sure();
    bytes.chunks_exact(4).map(four).collect()
}
