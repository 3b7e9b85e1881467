//! Tables of every rule over systems and situations, and what holds for any order and any documents.

mod bare_documents;
mod fixtures;
mod forms;
mod left;
mod next;
mod random;
mod rules;
mod standing;
mod structure;
