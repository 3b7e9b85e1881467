//! Recordings of a real server: `> ` lines are the request, `< ` lines the answer's head, the rest is its JSON, indented. Long ones end
//! in `…cut`.

use std::path::Path;

use serde_json::Value;

#[derive(Debug)]
pub struct Recording {
    pub name: String,
    pub method: String,
    pub url: String,
    pub request_body: Option<String>,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Recording {
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let request: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix('>'))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let (method, url) = request[0].split_once(' ').unwrap();
        let request_body = request
            .iter()
            .position(|line| line.is_empty())
            .map(|at| request[at + 1..].join("\n"))
            .filter(|body| !body.is_empty());
        let head: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("< ")).collect();
        let status = head[0].split(' ').nth(1).unwrap().parse().unwrap();
        let headers = head[1..]
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let last = head.last().unwrap();
        let body = &text[text.rfind(&format!("< {last}")).unwrap() + last.len() + 2..];
        Self {
            name: name.to_owned(),
            method: method.to_owned(),
            url: url.to_owned(),
            request_body,
            status,
            headers,
            body: parse(body),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address below the interface.
    pub fn target(&self) -> &str {
        self.url.split_once("/wp-json/").map_or("", |(_, target)| target)
    }
}

/// Reads JSON; of a cut one what is whole: of a list its elements, of an object its members' members.
fn parse(text: &str) -> Value {
    let Some((head, _)) = text.split_once("\n…cut") else { return serde_json::from_str(text).unwrap() };
    let whole_depth = if head.trim_start().starts_with('[') { 1 } else { 2 };
    let (mut stack, mut cut, mut in_text, mut escaped) = (Vec::new(), (0, Vec::new()), false, false);
    for (at, sign) in head.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '[' => stack.push(']'),
            '{' => stack.push('}'),
            ']' | '}' => {
                stack.pop();
            }
            ',' if stack.len() <= whole_depth => cut = (at, stack.clone()),
            _ => {}
        }
    }
    let closing: String = cut.1.iter().rev().collect();
    serde_json::from_str(&format!("{}{closing}", &head[..cut.0])).unwrap()
}

/// A recording of a real Magento: a request as it went over the wire, an empty line, and its answer, the JSON indented.
#[derive(Debug)]
pub struct Http {
    pub method: String,
    pub target: String,
    pub request_body: Option<String>,
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

impl Http {
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/magento2").join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let (request, answer) = text.split_once("HTTP/1.1 ").unwrap();
        let (method, target) = request.lines().next().unwrap().split_once(' ').unwrap();
        let (_, request_body) = request.trim_end().split_once("\n\n").unwrap_or_default();
        let (head, body) = answer.split_once("\n\n").unwrap();
        let content_type = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-type").then(|| value.to_owned())
        });
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            request_body: Some(request_body.to_owned()).filter(|body| !body.is_empty()),
            status: head.split(' ').next().unwrap().parse().unwrap(),
            content_type: content_type.unwrap(),
            body: body.to_owned(),
        }
    }
}
