//! The options at the end of a block: code, length, value, padded to four bytes.

use crate::capture::order::Fields;

/// Gives `note` each option. Options that are cut or lie about their length end the list: the block's own length has
/// been checked, so the next block is found all the same.
pub(super) fn each(mut fields: Fields<'_>, mut note: impl FnMut(u16, &[u8])) {
    while let (Ok(code), Ok(length)) = (fields.u16("option code"), fields.u16("option length")) {
        let length = usize::from(length);
        let Ok(value) = fields.reader.take(length, "option value") else {
            return;
        };
        if code == 0 {
            return; // opt_endofopt
        }
        note(code, value);
        if fields.reader.take(length.wrapping_neg() & 3, "option padding").is_err() {
            return;
        }
    }
}
