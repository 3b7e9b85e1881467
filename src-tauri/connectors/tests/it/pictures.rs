//! Pictures, and everything that only says it is one.

use std::io::Cursor;

use connectors::Pictures;
use domain::Code;
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};

use crate::server::{Server, ok, redirect};

fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = match format {
        ImageFormat::Jpeg => DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, [200, 30, 30].into())),
        _ => DynamicImage::ImageRgba8(RgbaImage::from_pixel(width, height, [30, 200, 30, 128].into())),
    };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn own(server: &Server) -> Pictures {
    Pictures::new(&server.url("/"), None).unwrap()
}

async fn refusal(server: &Server, path: &str) -> (Code, String) {
    let fault = own(server).fetch(&server.url(path)).await.unwrap_err();
    (fault.code, fault.detail)
}

#[tokio::test]
async fn pictures_of_all_three_formats_are_drawn_anew_and_small() {
    for (format, size, kept) in [
        (ImageFormat::Png, (600, 300), (256, 128)),
        (ImageFormat::Jpeg, (300, 600), (128, 256)),
        (ImageFormat::WebP, (40, 30), (40, 30)),
    ] {
        let bytes = drawn(size.0, size.1, format);
        let server = Server::says(move |_| ok(&bytes)).await;
        // Whatever the path or the server call it, its content counts.
        let picture = own(&server).fetch(&server.url("/picture.exe")).await.unwrap();
        assert_eq!((picture.width, picture.height), kept);
        let read = image::load_from_memory_with_format(&picture.png, ImageFormat::Png).unwrap();
        assert_eq!((read.width(), read.height()), kept);
        let heard = server.heard.lock().unwrap()[0].to_lowercase();
        for header in ["authorization", "cookie", "referer"] {
            assert!(!heard.contains(header), "{heard}");
        }
    }
}

#[tokio::test]
async fn addresses_inside_are_refused_unasked() {
    let inside = Server::says(|_| ok(&drawn(8, 8, ImageFormat::Png))).await;
    let port = inside.address.port();
    let shop = Server::says(|_| ok(b"")).await;
    let (public, local) = (Pictures::new("https://shop.example/", None).unwrap(), own(&shop));
    for pictures in [&public, &local] {
        for url in [
            inside.url("/x.png"),
            format!("http://localhost:{port}/x.png"),
            "http://127.0.0.1:22/".to_owned(),
            "http://127.0.0.1/x.png".to_owned(),
            "http://2130706433/x.png".to_owned(),
            "http://0x7f.1/x.png".to_owned(),
            "http://[::1]/x.png".to_owned(),
            "http://[::ffff:127.0.0.1]/x.png".to_owned(),
            "http://localhost/x.png".to_owned(),
            "http://169.254.169.254/latest/meta-data/".to_owned(),
            "http://192.168.178.1/x.png".to_owned(),
            "https://10.0.0.1:8443/x.png".to_owned(),
            "http://93.184.215.14:22/x.png".to_owned(),
            "http://user:secret@93.184.215.14/x.png".to_owned(),
            "file:///etc/passwd".to_owned(),
            "ftp://93.184.215.14/x.png".to_owned(),
            "data:image/png;base64,AAAA".to_owned(),
            "x.png".to_owned(),
        ] {
            let fault = pictures.fetch(&url).await.unwrap_err();
            assert_eq!(fault.code, Code::PictureRefused, "{url}: {fault}");
        }
    }
    assert!(inside.heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn redirects_are_checked_like_any_address() {
    let inside = Server::says(|_| ok(&drawn(8, 8, ImageFormat::Png))).await;
    for target in [inside.url("/"), "http://localhost/".to_owned(), "file:///etc/passwd".to_owned()] {
        let server = Server::says(move |_| redirect(&target)).await;
        assert_eq!(refusal(&server, "/x.png").await.0, Code::PictureRefused);
    }
    assert!(inside.heard.lock().unwrap().is_empty());

    let round = Server::says(|_| redirect("/again")).await;
    assert_eq!(refusal(&round, "/").await, (Code::PictureRefused, "it redirects too often".to_owned()));
    assert_eq!(round.heard.lock().unwrap().len(), 4);

    let thrice = Server::says(|head| match head.split(' ').nth(1).unwrap() {
        "/1" => redirect("/2"),
        "/2" => redirect("/3"),
        "/3" => redirect("/4"),
        _ => ok(&drawn(8, 8, ImageFormat::Png)),
    })
    .await;
    own(&thrice).fetch(&thrice.url("/1")).await.unwrap();
}

#[tokio::test]
async fn large_bodies_are_given_up() {
    let announced = Server::says(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n\x89PNG".to_vec()).await;
    assert_eq!(refusal(&announced, "/").await, (Code::PictureRefused, "more than 5 MB".to_owned()));
    let head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    let endless = Server::says_endlessly([head, vec![0; 65_536]].concat()).await;
    assert_eq!(refusal(&endless, "/").await, (Code::PictureRefused, "more than 5 MB".to_owned()));
}

/// The start of a PNG that says it is `side` pixels wide and high, with a right checksum.
fn boastful_png(side: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let crc = !header.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_ref(), &header, &crc.to_be_bytes(), b"\0\0\0\0IDAT\x35\xaf\x06\x1e"].concat()
}

#[tokio::test]
async fn what_is_too_large_or_no_picture_is_refused() {
    let png = drawn(64, 64, ImageFormat::Png);
    for (body, why) in [
        (boastful_png(10_000), "more than 40 megapixels"),
        (boastful_png(1_000_000), "more than 40 megapixels"),
        (boastful_png(64), "it is damaged"),
        (png[..png.len() / 2].to_vec(), "it is damaged"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "neither PNG, JPEG nor WebP"),
        (b"<svg onload=alert(1)>".to_vec(), "neither PNG, JPEG nor WebP"),
        (b"<html>".to_vec(), "neither PNG, JPEG nor WebP"),
        (Vec::new(), "neither PNG, JPEG nor WebP"),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let server = Server::says(move |_| ok(&body)).await;
        assert_eq!(refusal(&server, "/x.png").await, (Code::PictureRefused, why.to_owned()), "{shown}");
    }
}

#[tokio::test]
async fn a_missing_picture_is_missing_and_a_tired_server_tired() {
    for (status, code) in
        [(404, Code::NotFound), (503, Code::ServerError), (429, Code::SlowDown), (403, Code::PictureRefused)]
    {
        let server = Server::says(move |_| {
            format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
        })
        .await;
        assert_eq!(refusal(&server, "/").await.0, code);
    }
}
