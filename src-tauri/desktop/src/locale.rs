//! The user's language, as the system has it.

/// A tag such as `nb-NO`; `None` where the system names none. On Linux the environment says (`LC_ALL`, `LC_MESSAGES`,
/// `LANG`), on macOS and Windows the user's settings.
#[must_use]
pub fn tag() -> Option<String> {
    sys_locale::get_locale()
}
