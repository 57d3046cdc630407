//! A real server on a free port, and requests of which every byte is chosen by the test.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]
#![allow(dead_code, reason = "no test uses everything")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use detlens_server::{ServeError, ServeOptions, Server, Site};
use tokio::sync::oneshot;

/// A server that ends with the test.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), ServeError>>>,
}

impl Running {
    /// Serves the runs in `dirs`.
    pub(crate) fn new(dirs: &[&Path], options: ServeOptions) -> Self {
        let mut site = Site::new();
        for dir in dirs {
            site.add(dir, None);
        }
        let server = Server::bind(site, options).unwrap();
        let (address, url) = (server.address(), server.url());
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            server.serve(async {
                let _ = stopped.await;
            })
        });
        Self { address, url, stop: Some(stop), thread: Some(thread) }
    }

    /// Asks for an address as the page does.
    pub(crate) fn get(&self, target: &str) -> Answer {
        self.ask(&format!("GET {target} HTTP/1.1\r\nHost: {}\r\n", self.address))
    }

    /// Asks for an address with more lines in the header.
    pub(crate) fn get_with(&self, target: &str, headers: &str) -> Answer {
        self.ask(&format!("GET {target} HTTP/1.1\r\nHost: {}\r\n{headers}", self.address))
    }

    /// Sends a header, to which only its end is added.
    pub(crate) fn ask(&self, head: &str) -> Answer {
        self.send(format!("{head}Connection: close\r\n\r\n").as_bytes())
    }

    /// Sends bytes, and reads until the server closes.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        // A server may refuse before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let _ = stream.shutdown(Shutdown::Both);
        Answer::new(&answer)
    }

    /// Stops the server, and waits until it has ended.
    pub(crate) fn stop(&mut self) {
        if let (Some(stop), Some(thread)) = (self.stop.take(), self.thread.take()) {
            let _ = stop.send(());
            thread.join().unwrap().unwrap();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    /// 0 if the server closed without a word.
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = bytes.get(end + 4..).unwrap_or_default();
        let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        let body = if is_chunked { without_chunks(body) } else { body.to_vec() };
        Self { status, head, body }
    }

    /// A line of the header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

fn without_chunks(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap(), 16);
        let (start, length) = (end + 2, length.unwrap());
        if length == 0 {
            break;
        }
        body.extend_from_slice(&bytes[start..start + length]);
        bytes = &bytes[start + length + 2..];
    }
    body
}
