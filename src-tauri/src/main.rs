//! window
fn main() {}
