//! Everything a face may ask, free of any host: used by the window's shell and by the command line alike.

pub mod api;
