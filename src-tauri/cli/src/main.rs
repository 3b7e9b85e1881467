//! `shopbell`: the same core without a window, for scripts, cron and diagnosis.
//!
//! What it prints to standard output is the answer (text for people, one JSON document with `--json`); progress and
//! faults go to standard error. Exit codes are in [`exit`].

mod args;
mod demo;
mod edit_words;
mod edits;
mod exit;
mod order_edits;
mod orders;
mod outbox;
mod output;
mod session;
mod shop;
mod slips;
mod status;
mod sync;
mod vault;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use exit::Ended;
use output::Output;
use session::Session;

fn main() -> ExitCode {
    let args = Args::parse();
    session::start_log();
    let out = Output::new(args.json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return out.failed(&domain::Fault::new(domain::Code::Internal, "start", error.to_string())),
    };
    match runtime.block_on(run(args, &out)) {
        Ok(ended) => ExitCode::from(ended.code()),
        Err(fault) => out.failed(&fault),
    }
}

async fn run(args: Args, out: &Output) -> Result<Ended, domain::Fault> {
    if let Command::Demo(demo) = &args.command {
        return demo::serve(demo, out).await.map(|()| Ended::Done);
    }
    let session = Session::open(&args).await?;
    let done = tokio::select! {
        done = carry_out(&args.command, &session, out) => done,
        () = session::interrupted() => Err(domain::Fault::new(domain::Code::Busy, "run", "interrupted")),
    };
    session.close().await;
    done
}

async fn carry_out(command: &Command, session: &Session, out: &Output) -> Result<Ended, domain::Fault> {
    let app = &session.app;
    match command {
        Command::Demo(_) => Ok(()),
        Command::Shop { command } => shop::run(app, command, out).await,
        Command::Sync(sync) => sync::run(app, sync, out).await,
        Command::Orders(list) => orders::list(app, list, out).await,
        Command::Order { command } => order_edits::run(app, command, out).await,
        Command::Outbox { command } => outbox::run(app, command, out).await,
        Command::Conflicts { command } => outbox::conflicts(app, command, out).await,
        Command::Push(push) => return outbox::push(app, push, out).await,
        Command::Slip(slip) => slips::save(app, slip, out).await,
        Command::Print(print) => slips::print(app, print, out).await,
        Command::Printers => slips::printers(out).await,
        Command::Audit => sync::audit(app, out).await,
        Command::Status => status::status(app, out).await,
    }
    .map(|()| Ended::Done)
}
