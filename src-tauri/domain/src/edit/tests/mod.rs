//! Tables: base / local / remote / reconciled, what is shown and warned of meanwhile, what waits for what, and the texts in which
//! the ledger keeps it all.

mod fixtures;
mod judge;
mod judge_cases;
mod ledger_texts;
mod own;
mod project;
mod random;
mod sequence;
mod warnings;
