//! A PDF's pages, drawn by Windows.Data.Pdf and given to a printer through GDI.

use std::path::Path;

use windows::{
    Data::Pdf::{PdfDocument, PdfPage, PdfPageRenderOptions},
    Graphics::Imaging::{
        BitmapAlphaMode, BitmapDecoder, BitmapPixelFormat, BitmapTransform, ColorManagementMode, ExifOrientationMode,
    },
    Storage::{StorageFile, Streams::InMemoryRandomAccessStream},
    Win32::{
        Graphics::Gdi::{
            BI_RGB, BITMAPINFO, BITMAPINFOHEADER, CreateDCW, DIB_RGB_COLORS, DeleteDC, GET_DEVICE_CAPS_INDEX,
            GetDeviceCaps, HALFTONE, HDC, LOGPIXELSX, LOGPIXELSY, PHYSICALHEIGHT, PHYSICALOFFSETX, PHYSICALOFFSETY,
            PHYSICALWIDTH, SRCCOPY, SetStretchBltMode, StretchDIBits,
        },
        Storage::Xps::{AbortDoc, DOCINFOW, EndDoc, EndPage, StartDocW, StartPage},
        System::WinRT::{RO_INIT_MULTITHREADED, RoInitialize},
    },
    core::{Error, HSTRING, PCWSTR, Result, w},
};

use super::spool::Settings;

/// Sharp enough for any bar code; a page of A4 takes some 100 MB at twice as much.
const MAX_DPI: i32 = 600;
/// Windows.Data.Pdf measures pages in 1/96 inch.
const UNITS_PER_INCH: i32 = 96;

/// Prints all pages as one job; returns its number.
pub(super) fn print(printer: &HSTRING, settings: &Settings, title: &HSTRING, file: &Path) -> Result<u32> {
    // SAFETY: initialises this thread for the calls below; one that is initialised already says so and goes on.
    unsafe { RoInitialize(RO_INIT_MULTITHREADED) }.ok();
    let file = StorageFile::GetFileFromPathAsync(&HSTRING::from(file))?.join()?;
    let document = PdfDocument::LoadFromFileAsync(&file)?.join()?;
    let device = Device::open(printer, settings)?;
    let job = device.start(title)?;
    let drawn = (0..document.PageCount()?).try_for_each(|index| device.page(&document.GetPage(index)?));
    match drawn {
        Ok(()) => device.end().map(|()| job),
        Err(error) => {
            device.abort();
            Err(error)
        }
    }
}

/// A printer's device context, deleted when dropped.
struct Device(HDC);

impl Device {
    fn open(printer: &HSTRING, settings: &Settings) -> Result<Self> {
        // SAFETY: the texts outlive the call, and the settings are the driver's own structure.
        let context = unsafe { CreateDCW(w!("WINSPOOL"), printer, PCWSTR::null(), Some(settings.as_ptr())) };
        if context.is_invalid() {
            return Err(Error::from_thread());
        }
        // SAFETY: the context was just made.
        unsafe { SetStretchBltMode(context, HALFTONE) };
        Ok(Self(context))
    }

    /// The job's number is what starting it returns.
    fn start(&self, title: &HSTRING) -> Result<u32> {
        let info = DOCINFOW {
            cbSize: i32::try_from(size_of::<DOCINFOW>()).unwrap_or_default(),
            lpszDocName: PCWSTR(title.as_ptr()),
            ..Default::default()
        };
        // SAFETY: the structure and its title outlive the call.
        let job = unsafe { StartDocW(self.0, &raw const info) };
        u32::try_from(job).ok().filter(|job| *job > 0).ok_or_else(Error::from_thread)
    }

    fn page(&self, page: &PdfPage) -> Result<()> {
        // SAFETY: the context lives; a page is ended below whatever happens in between.
        checked(unsafe { StartPage(self.0) })?;
        let drawn = self.draw(page);
        // SAFETY: as above.
        let ended = checked(unsafe { EndPage(self.0) });
        drawn.and(ended)
    }

    /// Draws at true size from the sheet's corner; a page larger than the sheet is shrunk to it.
    fn draw(&self, page: &PdfPage) -> Result<()> {
        let size = page.Size()?;
        #[allow(clippy::cast_possible_truncation, reason = "pages are a few thousand units wide")]
        let (mut width, mut height) = (
            scale(size.Width.round() as i32, self.caps(LOGPIXELSX), UNITS_PER_INCH),
            scale(size.Height.round() as i32, self.caps(LOGPIXELSY), UNITS_PER_INCH),
        );
        let (sheet_width, sheet_height) = (self.caps(PHYSICALWIDTH), self.caps(PHYSICALHEIGHT));
        if width > sheet_width && sheet_width > 0 {
            (width, height) = (sheet_width, scale(height, sheet_width, width));
        }
        if height > sheet_height && sheet_height > 0 {
            (width, height) = (scale(width, sheet_height, height), sheet_height);
        }
        let dpi = self.caps(LOGPIXELSX).max(1);
        let drawn_width = scale(width, dpi.min(MAX_DPI), dpi).max(1);
        let drawn_height = scale(height, dpi.min(MAX_DPI), dpi).max(1);
        let picture = render(page, drawn_width.unsigned_abs(), drawn_height.unsigned_abs())?;
        let header = BITMAPINFO {
            bmiHeader: BITMAPINFOHEADER {
                biSize: u32::try_from(size_of::<BITMAPINFOHEADER>()).unwrap_or_default(),
                biWidth: drawn_width,
                biHeight: -drawn_height, // the first row is the top one
                biPlanes: 1,
                biBitCount: 32,
                biCompression: BI_RGB.0,
                ..Default::default()
            },
            ..Default::default()
        };
        let (left, top) = (-self.caps(PHYSICALOFFSETX), -self.caps(PHYSICALOFFSETY));
        // SAFETY: `render` returns exactly four bytes for each of the header's pixels.
        let lines = unsafe {
            StretchDIBits(
                self.0,
                left,
                top,
                width,
                height,
                0,
                0,
                drawn_width,
                drawn_height,
                Some(picture.as_ptr().cast()),
                &raw const header,
                DIB_RGB_COLORS,
                SRCCOPY,
            )
        };
        checked(lines)
    }

    fn caps(&self, index: GET_DEVICE_CAPS_INDEX) -> i32 {
        // SAFETY: the context lives.
        unsafe { GetDeviceCaps(Some(self.0), index) }
    }

    fn end(&self) -> Result<()> {
        // SAFETY: the context lives and its document was started.
        checked(unsafe { EndDoc(self.0) })
    }

    fn abort(&self) {
        // SAFETY: as above.
        unsafe { AbortDoc(self.0) };
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        // SAFETY: made by `open` and deleted nowhere else.
        let _ = unsafe { DeleteDC(self.0) };
    }
}

/// The page as rows of blue, green, red and an unused byte.
fn render(page: &PdfPage, width: u32, height: u32) -> Result<Vec<u8>> {
    let options = PdfPageRenderOptions::new()?;
    options.SetDestinationWidth(width)?;
    options.SetDestinationHeight(height)?;
    let stream = InMemoryRandomAccessStream::new()?;
    page.RenderWithOptionsToStreamAsync(&stream, &options)?.join()?;
    stream.Seek(0)?;
    let decoder = BitmapDecoder::CreateAsync(&stream)?.join()?;
    let transform = BitmapTransform::new()?;
    transform.SetScaledWidth(width)?;
    transform.SetScaledHeight(height)?;
    let pixels = decoder
        .GetPixelDataTransformedAsync(
            BitmapPixelFormat::Bgra8,
            BitmapAlphaMode::Ignore,
            &transform,
            ExifOrientationMode::IgnoreExifOrientation,
            ColorManagementMode::DoNotColorManage,
        )?
        .join()?
        .DetachPixelData()?;
    let expected = width as usize * height as usize * 4;
    if pixels.len() == expected { Ok(pixels.to_vec()) } else { Err(Error::from_thread()) }
}

/// `value * numerator / denominator`, rounded down, without overflow.
fn scale(value: i32, numerator: i32, denominator: i32) -> i32 {
    let scaled = i64::from(value) * i64::from(numerator) / i64::from(denominator.max(1));
    i32::try_from(scaled).unwrap_or(i32::MAX)
}

/// GDI's calls return a positive number when they succeeded.
fn checked(result: i32) -> Result<()> {
    if result > 0 { Ok(()) } else { Err(Error::from_thread()) }
}
