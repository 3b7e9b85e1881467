//! Tables: base / local / remote / reconciled, and what is shown and warned of meanwhile.
