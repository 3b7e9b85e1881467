//! Which requests are sent, and what their answers give.
