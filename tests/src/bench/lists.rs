//! Lists as the window reads them: opened, paged through, jumped into; and the counts beside the views.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use app::{App, api::ListRequest};
use domain::{BuiltInView, Direction, Fault, Sort};

use super::{
    SEED,
    filled::Filled,
    measure::{Samples, ms},
    table::Table,
};
use crate::dice::Dice;

const SORTS: &[Sort] = &[
    Sort::PlacedAt,
    Sort::Number,
    Sort::Customer,
    Sort::Status,
    Sort::Total,
    Sort::Pieces,
    Sort::Place,
    Sort::Shipping,
    Sort::ModifiedAt,
];
const DIRECTIONS: &[Direction] = &[Direction::Descending, Direction::Ascending];

/// Rows of a page.
const ROWS: u32 = 50;
/// Pages read of each list, at places of a seed's choosing.
const PAGES: usize = 5;
/// Times that the counts are read.
const COUNTS: usize = 100;

const PAGE_TARGET: Duration = Duration::from_millis(5);
const JUMP_TARGET: Duration = Duration::from_millis(10);
const COUNTS_TARGET: Duration = Duration::from_millis(20);

pub(super) async fn run(filled: &Filled, table: &mut Table) -> Result<()> {
    let started = Instant::now();
    let app = filled.app().await?;
    let opened = started.elapsed();
    app.boot().await.map_err(refused)?;
    let booted = started.elapsed();
    let first = first_openings(&app).await?;
    let (opening, pages, jumps) = every_list(&app).await?;
    let raw = raw_pages(filled).await?.text();
    let at = format!("at {} orders: ", filled.orders);
    table.tell(format!("{at}a list opened with its first 50 rows, any view and sort"), opening.text(), &*raw);
    table.target("p99 < 5 ms", opening.percentile(99) < PAGE_TARGET);
    table.tell("  a page of 50 of it, anywhere", pages.text(), format!("{raw} (50 rows by key)"));
    table.target("p99 < 5 ms", pages.percentile(99) < PAGE_TARGET);
    table.tell("  opened, and jumped to its middle", jumps.text(), &*raw);
    table.target("p99 < 10 ms", jumps.percentile(99) < JUMP_TARGET);
    table.tell("  a sort's very first opening", first.text(), &*raw);
    let (counts, raw) = counts(filled, &app).await?;
    table.tell(format!("{at}all view counts"), counts.text(), format!("{} (one index counted)", raw.text()));
    table.target("p99 < 20 ms", counts.percentile(99) < COUNTS_TARGET);
    table.tell(
        "  from opening the file to all that a first picture needs",
        format!("{} ({} to open)", ms(booted), ms(opened)),
        "",
    );
    app.close().await;
    Ok(())
}

fn refused(fault: Fault) -> anyhow::Error {
    anyhow::anyhow!("{fault}")
}

/// Every sort for the first time since the app was opened: its order is read from the index and remembered from there.
async fn first_openings(app: &App) -> Result<Samples> {
    let mut samples = Samples::default();
    for sort in SORTS {
        let request = ListRequest { sort: *sort, ..ListRequest::default() };
        samples.time(app.list_open(&request)).await.map_err(refused)?;
    }
    Ok(samples)
}

/// Every view in every sort and direction: opened, paged, jumped into.
async fn every_list(app: &App) -> Result<(Samples, Samples, Samples)> {
    let (mut openings, mut pages, mut jumps) = (Samples::default(), Samples::default(), Samples::default());
    let mut dice = Dice::new(SEED);
    for view in BuiltInView::ALL {
        for sort in SORTS {
            for direction in DIRECTIONS {
                let request =
                    ListRequest { view: Some(*view), sort: *sort, direction: *direction, ..ListRequest::default() };
                let opened = openings.time(app.list_open(&request)).await.map_err(refused)?;
                let expected = opened.total.min(ROWS) as usize;
                ensure!(opened.rows.len() == expected, "{} rows of {expected}", opened.rows.len());
                for _ in 0..PAGES {
                    let last = opened.total.saturating_sub(ROWS);
                    let offset = u32::try_from(dice.below(u64::from(last) + 1))?;
                    pages.time(app.list_page(opened.list, offset, ROWS)).await.map_err(refused)?;
                }
                let jump = async {
                    let opened = app.list_open(&request).await?;
                    app.list_page(opened.list, opened.total / 2, ROWS).await
                };
                jumps.time(jump).await.map_err(refused)?;
            }
        }
    }
    Ok((openings, pages, jumps))
}

async fn raw_pages(filled: &Filled) -> Result<Samples> {
    let replica = filled.replica().await?;
    let ids = filled.ids(&replica).await?;
    let mut samples = Samples::default();
    for page in ids.chunks(ROWS as usize).cycle().step_by(7).take(500) {
        let found = samples.time(replica.rows_raw(page)).await?;
        ensure!(found == page.len(), "{found} rows of {}", page.len());
    }
    replica.close().await?;
    Ok(samples)
}

async fn counts(filled: &Filled, app: &App) -> Result<(Samples, Samples)> {
    let (mut ours, mut raw) = (Samples::default(), Samples::default());
    let replica = filled.replica().await?;
    for _ in 0..COUNTS {
        ours.time(app.counts()).await.map_err(refused)?;
        raw.time(replica.count_raw()).await?;
    }
    replica.close().await?;
    Ok((ours, raw))
}
