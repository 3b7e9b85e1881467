//! What a test does in a window and sees there: waits, keys, screenshots, commands, and the accessibility check.
//!
//! Waits are for what the user would see, never for a time; one that fails leaves a screenshot and says what the page
//! showed instead.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail, ensure};
use fantoccini::{
    Locator,
    actions::{InputSource as _, KeyAction, KeyActions},
    elements::Element,
    key::Key,
};
use serde_json::{Value, json};

use super::{process::PATIENCE, window::Window};

/// A broken accessibility rule, as axe-core names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule, as `color-contrast`.
    pub rule: String,
    /// What it asks for.
    pub help: String,
    /// CSS selectors of the elements that break it, each with why.
    pub elements: Vec<String>,
}

impl Window {
    /// The first element of a CSS selector, as soon as there is one.
    pub async fn find(&self, css: &str) -> Result<Element> {
        self.wait_until(
            &format!("an element {css}"),
            "return document.querySelector(arguments[0]) !== null",
            &[css.into()],
        )
        .await?;
        self.client().find(Locator::Css(css)).await.with_context(|| format!("finding {css}"))
    }

    /// Clicks on it.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.find(css).await?.click().await.with_context(|| format!("clicking {css}"))
    }

    /// Waits until no element matches.
    pub async fn wait_gone(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("{css} to go"), "return document.querySelector(arguments[0]) === null", &[css.into()])
            .await
    }

    /// Waits until an element of the selector shows the text.
    pub async fn wait_for_text(&self, css: &str, text: &str) -> Result<()> {
        const SHOWN: &str = "return [...document.querySelectorAll(arguments[0])]\
            .some(element => (element.innerText ?? element.textContent).includes(arguments[1]))";
        self.wait_until(&format!("{text:?} in {css}"), SHOWN, &[css.into(), text.into()]).await
    }

    /// The text that the first element of the selector shows.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Waits until a script returns true. `what` completes "gave up waiting for …".
    pub async fn wait_until(&self, what: &str, script: &str, args: &[Value]) -> Result<()> {
        let started = Instant::now();
        loop {
            let answer = self.client().execute(script, args.to_vec()).await;
            match answer {
                Ok(Value::Bool(true)) => return Ok(()),
                // A page that is being loaded has nothing to ask yet.
                Ok(_) | Err(_) if started.elapsed() < PATIENCE => {}
                Ok(_) => return Err(self.gave_up(what).await),
                Err(error) => return Err(error).with_context(|| format!("waiting for {what}")),
            }
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    }

    async fn gave_up(&self, what: &str) -> anyhow::Error {
        let name: String = what.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
        let picture = match self.shot(&format!("failed-{name}")).await {
            Ok(path) => path.display().to_string(),
            Err(error) => format!("no screenshot: {error}"),
        };
        let shown = self.client().execute("return document.body.innerText.slice(0, 2000)", Vec::new()).await;
        let shown = shown.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
        anyhow!("gave up waiting for {what} ({picture}); the page showed:\n{shown}")
    }

    /// Presses keys together in whatever has the focus: `j`, `Escape`, `Control+k`, `Shift+Tab`.
    pub async fn press(&self, chord: &str) -> Result<()> {
        let keys = chord_keys(chord)?;
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in &keys {
            actions = actions.then(KeyAction::Down { value });
        }
        for &value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.client().perform_actions(actions).await.with_context(|| format!("pressing {chord}"))
    }

    /// Types a text into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        let focused = self.client().active_element().await?;
        focused.send_keys(text).await.with_context(|| format!("typing {text:?}"))
    }

    /// Saves a screenshot as `target/shots/<name>.png` and returns its path.
    pub async fn shot(&self, name: &str) -> Result<PathBuf> {
        // WebKitGTK paints lazily: without waiting, the picture shows the frame before.
        const PAINTED: &str = "const done = arguments[arguments.length - 1];\
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150)))";
        self.client().execute_async(PAINTED, Vec::new()).await.context("waiting for the paint")?;
        let png = self.client().screenshot().await.context("taking a screenshot")?;
        let folder = target()?.join("shots");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, png)?;
        Ok(path)
    }

    /// Calls a command of the app as its window does.
    pub async fn invoke(&self, command: &str, args: Value) -> Result<Value> {
        const INVOKE: &str = "const done = arguments[arguments.length - 1];\
            window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])\
            .then(answer => done({ answer: answer ?? null }), error => done({ error }))";
        let mut said = self.client().execute_async(INVOKE, vec![command.into(), args]).await?;
        match said.get_mut("answer") {
            Some(answer) => Ok(answer.take()),
            None => bail!("{command} failed: {said}"),
        }
    }

    /// Changes the app's settings, and loads the page again so that it shows them. Settings are as the window knows
    /// them: `theme`, `language`, `hide_personal_data`, ….
    pub async fn change_settings(&self, change: impl FnOnce(&mut Value)) -> Result<()> {
        let boot = self.invoke("boot", json!({})).await?;
        let mut settings = boot.get("settings").cloned().context("the app told no settings")?;
        change(&mut settings);
        self.invoke("settings_set", json!({ "settings": settings })).await?;
        self.client().refresh().await.context("loading the page again")
    }

    /// Sets the theme, `light`, `dark` or `system`, and waits until the page has it.
    pub async fn set_theme(&self, theme: &str) -> Result<()> {
        let wanted = Value::from(theme);
        self.change_settings(|settings| {
            if let Some(known) = settings.get_mut("theme") {
                *known = wanted;
            }
        })
        .await?;
        let shown = "return arguments[0] === 'system' || document.documentElement.dataset.theme === arguments[0]";
        self.wait_until(&format!("the theme {theme}"), shown, &[theme.into()]).await
    }

    /// Runs axe-core over the page as it is. Empty: it found nothing.
    pub async fn violations(&self) -> Result<Vec<Violation>> {
        const RUN: &str = "const done = arguments[arguments.length - 1];\
            axe.run(document, { resultTypes: ['violations'] }).then(\
            found => done({ found: found.violations.map(rule => ({ rule: rule.id, help: rule.help, elements: \
            rule.nodes.map(node => node.target.flat().join(' ') + ': ' + (node.failureSummary ?? '')) })) }), \
            error => done({ error: String(error) }))";
        let source = root().join("ui/node_modules/axe-core/axe.min.js");
        let source =
            fs::read_to_string(&source).with_context(|| format!("{}: run `npm ci` in ui/", source.display()))?;
        self.client().execute(&source, Vec::new()).await.context("loading axe-core into the page")?;
        let said = self.client().execute_async(RUN, Vec::new()).await.context("running axe-core")?;
        let found = said.get("found").and_then(Value::as_array).with_context(|| format!("axe-core failed: {said}"))?;
        found.iter().map(violation).collect()
    }

    /// Fails with what axe-core found on the page; `screen` says which this is.
    pub async fn ensure_accessible(&self, screen: &str) -> Result<()> {
        let found = self.violations().await?;
        ensure!(found.is_empty(), "axe-core on {screen}: {found:#?}");
        Ok(())
    }
}

fn violation(found: &Value) -> Result<Violation> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned).context("axe-core's answer");
    let elements = found.get("elements").and_then(Value::as_array).context("axe-core's answer")?;
    Ok(Violation {
        rule: text(found.get("rule"))?,
        help: text(found.get("help"))?,
        elements: elements.iter().map(|element| text(Some(element))).collect::<Result<_>>()?,
    })
}

/// The keys of a chord, in the code points WebDriver gives them.
fn chord_keys(chord: &str) -> Result<Vec<char>> {
    // A plus key itself is the one name that ends in the separator.
    let names = if chord == "+" { vec!["+"] } else { chord.split('+').collect() };
    let keys = names.into_iter().map(|name| {
        let key = match name {
            "Control" => Key::Control,
            "Shift" => Key::Shift,
            "Alt" => Key::Alt,
            "Meta" => Key::Meta,
            "Enter" => Key::Enter,
            "Escape" => Key::Escape,
            "Tab" => Key::Tab,
            "Space" => Key::Space,
            "Backspace" => Key::Backspace,
            "Delete" => Key::Delete,
            "Up" => Key::Up,
            "Down" => Key::Down,
            "Left" => Key::Left,
            "Right" => Key::Right,
            "Home" => Key::Home,
            "End" => Key::End,
            "PageUp" => Key::PageUp,
            "PageDown" => Key::PageDown,
            "F6" => Key::F6,
            other => {
                let mut letters = other.chars();
                return match (letters.next(), letters.next()) {
                    (Some(letter), None) => Ok(letter),
                    _ => Err(anyhow!("no key is called {other:?}")),
                };
            }
        };
        Ok(key.into())
    });
    keys.collect()
}

/// The workspace's folder.
fn root() -> &'static Path {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    room.parent().unwrap_or(room)
}

/// Cargo's target folder: the one this program was built in.
fn target() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let profile =
        own.ancestors().find(|folder| folder.join("deps").is_dir()).context("built outside a target folder")?;
    Ok(profile.parent().unwrap_or(profile).to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read() {
        assert_eq!(chord_keys("Control+k").unwrap(), ['\u{e009}', 'k']);
        assert_eq!(chord_keys("/").unwrap(), ['/']);
        assert_eq!(chord_keys("+").unwrap(), ['+']);
        assert_eq!(chord_keys("Shift+Tab").unwrap(), ['\u{e008}', '\u{e004}']);
        assert!(chord_keys("Ctrl+k").is_err());
    }
}
