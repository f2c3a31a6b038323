//! Currencies of the past, whose amounts are facts all the same: contracts and statements outlive
//! them.
//!
//! The codes are those of ISO 4217, list three ("codes for historic denominations"), which the
//! library of those in use does not have. The list gives no minor units: those are the currency
//! fractions of Unicode's CLDR, two digits where it says nothing, and three for the dinar of
//! 1,000 fils (`YDD`).

/// Each code with the digits of its minor unit (`-`: it has none), in a cell of five bytes.
const LISTED: &str = "\
    ADP0 AFA2 ALK2 ANG2 AOK2 AON2 AOR2 ARA2 ARP2 ARY2 ATS2 AYM2 AZM2 BAD2 BEC2 \
    BEF2 BEL2 BGJ2 BGK2 BGL2 BOP2 BRB2 BRC2 BRE2 BRN2 BRR2 BUK2 BYB2 BYR0 CHC2 \
    CNX2 CSD2 CSJ2 CSK2 CYP2 DDM2 DEM2 ECS2 ECV2 EEK2 EQE2 ESA2 ESB2 ESP0 FIM2 \
    FRF2 GEK2 GHC2 GHP2 GNE2 GNS2 GQE2 GRD2 GWE2 GWP2 HRD2 IEP2 ILP2 ILR2 ISJ2 \
    ITL0 LAJ2 LSM2 LTL2 LTT2 LUC2 LUF0 LUL2 LVL2 LVR2 MAF2 MGF0 MLF2 MRO0 MTL2 \
    MTP2 MVQ2 MXP2 MZE2 MZM2 NIC2 NLG2 PEH2 PEI2 PES2 PLZ2 PTE2 RHD2 ROK2 ROL2 \
    RUR2 SDD2 SDP2 SIT2 SKK2 SRG2 STD0 SUR2 TJR2 TMM0 TPE2 TRL0 UAK2 UGS2 UGW2 \
    USS2 UYN2 UYP2 VEB2 VEF2 VNC2 XEU2 XFO- XFU- XRE- YDD3 YUD2 YUM2 YUN2 ZAL2 \
    ZMK0 ZRN2 ZRZ2 ZWC2 ZWD0 ZWN2 ZWR2 ";

/// The bytes of a cell.
const CELL: usize = 5;

/// Where a code is listed.
pub(super) fn place(code: &str) -> Option<u16> {
    let (cells, _) = LISTED.as_bytes().as_chunks::<CELL>();
    let place = cells.iter().position(|cell| cell.starts_with(code.as_bytes()))?;
    u16::try_from(place).ok().filter(|_| code.len() == 3)
}

/// The code at a place.
pub(super) fn code(place: u16) -> Option<&'static str> {
    let start = usize::from(place) * CELL;
    LISTED.get(start..start + 3)
}

/// The digits of the minor unit of the one at a place.
pub(super) fn minor_digits(place: u16) -> Option<u32> {
    let digit = *LISTED.as_bytes().get(usize::from(place) * CELL + 3)?;
    char::from(digit).to_digit(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_a_code_of_its_own() {
        let all: Vec<&str> = LISTED.split_ascii_whitespace().collect();
        assert_eq!(all.len() * CELL, LISTED.len());
        for (at, cell) in (0u16..).zip(&all) {
            let (name, digit) = cell.split_at(3);
            assert_eq!((place(name), code(at)), (Some(at), Some(name)));
            assert_eq!(minor_digits(at), digit.parse().ok());
            assert_eq!(iso_currency::Currency::from_code(name), None, "{name} is in use");
        }
        assert_eq!(place("AF"), None);
        assert_eq!(code(all.len() as u16), None);
    }
}
