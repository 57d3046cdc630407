//! What must not be served: paths, hosts, sites and visitors that have no business here.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

mod client;
#[path = "../../detlens_page/tests/scene/mod.rs"]
mod scene;

use client::{Answer, Running};
use detlens_data::IouType;
use detlens_engine::Config;
use detlens_server::{ServeError, ServeOptions, Server, Site, Token};
use scene::{Scene, png};

fn scene() -> Scene {
    Scene::new(IouType::Bbox, &Config::default())
}

fn serve(scene: &Scene) -> Running {
    Running::new(&[&scene.run()], ServeOptions::default())
}

#[test]
fn no_address_leads_out_of_the_run() {
    let scene = scene();
    let server = serve(&scene);
    for target in [
        "/../outside.png",
        "/images/../../outside.png",
        "/images/my-run/../outside.png",
        "/images/my-run/..%2foutside.png",
        "/images/my-run/%2e%2e%2foutside.png",
        "/images/my-run/%2e%2e/%2e%2e/outside.png",
        "/images/my-run/..%5coutside.png",
        "/images/my-run/..%252foutside.png",
        "/images/my-run/%c0%ae%c0%ae%c0%afoutside.png",
        "/images/my-run/%2E%2E%2Foutside.png",
        "/images/my-run/%%32%65%%32%65/outside.png",
        "/images/my-run/%uff0e%uff0e/outside.png",
        "/images/my-run/%ef%bc%8e%ef%bc%8e%2foutside.png",
        "/images/my-run/..;/outside.png",
        "/images/my-run/.%00./outside.png",
        "/images/my-run/..%0d%0a/outside.png",
        "/thumbs/my-run/%2e%2e%2foutside.png",
        "/thumbs/%2e%2e/%2e%2e/outside.png",
        "/./images/./my-run/../../outside.png",
        "/images/my-run/..\\outside.png",
        "/images/my-run//etc/passwd",
        "/images/my-run/%2fetc%2fpasswd",
        "/images/my-run/0%00.png",
        "/images/my-run/2.png",
        "/images/my-run/+2",
        "/images/my-run/-1",
        "/images/my-run/ 2",
        "/images/my-run/0x2",
        "/images/my-run/2/",
        "/images/my-run/99999999999999999999999",
        "/images/..%2fmy%20run/2",
        "/data/my-run/run.json",
        "/data/my-run/..%2frun.json",
        "/data/../my%20run/run.json",
        "/data/my%20run/meta",
        "/report.js/../../Cargo.toml",
        "/web/dist/report.js",
    ] {
        let answer = server.get(target);
        assert!([400, 404].contains(&answer.status), "{target}: {}", answer.status);
        assert!(answer.body.len() < 200, "{target}");
    }
}

#[test]
fn names_and_links_out_of_the_image_folder_are_refused() {
    let scene = scene();
    #[cfg(unix)]
    {
        let link = scene.images().join("5.png");
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(scene.path("outside.png"), &link).unwrap();
    }
    let server = serve(&scene);
    let mut outside = vec![1];
    if cfg!(unix) {
        outside.push(5);
    }
    for idx in outside {
        for form in ["images", "thumbs"] {
            let answer = server.get(&format!("/{form}/my-run/{idx}"));
            assert_eq!(answer.status, 404);
            assert_ne!(answer.body, png(3));
            let text = String::from_utf8(answer.body).unwrap();
            assert!(text.contains("lies outside the image folder"), "{text}");
        }
    }
    #[cfg(unix)]
    {
        let swapped = scene.images().join("6.png");
        std::fs::remove_file(&swapped).unwrap();
        std::os::unix::fs::symlink(scene.path("outside.png"), &swapped).unwrap();
        assert_eq!(server.get("/images/my-run/6").status, 404);
    }
}

#[cfg(unix)]
#[test]
fn an_image_folder_that_was_swapped_for_a_link_gives_nothing() {
    let scene = scene();
    let server = serve(&scene);
    assert_eq!(server.get("/images/my-run/2").status, 200);
    // The same names, in a folder that the run does not name.
    let elsewhere = scene.path("elsewhere");
    std::fs::rename(scene.images(), &elsewhere).unwrap();
    std::fs::write(elsewhere.join("2.png"), png(9)).unwrap();
    std::os::unix::fs::symlink(&elsewhere, scene.images()).unwrap();
    for form in ["images", "thumbs"] {
        let answer = server.get(&format!("/{form}/my-run/2"));
        assert_ne!(answer.body, png(9), "{form}");
        assert_eq!(answer.status, 404, "{form}");
    }
}

#[test]
fn files_that_are_no_images_are_refused() {
    let scene = scene();
    for (idx, text) in [(2, "<script>alert(1)</script>"), (3, "<svg xmlns='x'/>"), (4, "")] {
        std::fs::write(scene.images().join(format!("{idx}.png")), text).unwrap();
    }
    let server = serve(&scene);
    for idx in [2, 3, 4] {
        for form in ["images", "thumbs"] {
            assert_eq!(server.get(&format!("/{form}/my-run/{idx}")).status, 415);
        }
    }
}

#[test]
fn foreign_hosts_are_refused() {
    let scene = scene();
    let server = serve(&scene);
    let with_host = |lines: &str| server.ask(&format!("GET /data/runs HTTP/1.1\r\n{lines}")).status;
    for host in ["localhost", "LOCALHOST:1234", "127.0.0.1", "[::1]:80"] {
        assert_eq!(with_host(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example:80", "10.0.0.1", "0.0.0.0", "127.0.0.1."] {
        assert_eq!(with_host(&format!("Host: {host}\r\n")), 421, "{host}");
    }
    assert_eq!(with_host(""), 400);
    assert_eq!(with_host("Host: localhost\r\nHost: evil.example\r\n"), 400);
    let absolute = server.ask("GET http://evil.example/data/runs HTTP/1.1\r\nHost: localhost\r\n");
    assert_eq!(absolute.status, 400);
}

#[test]
fn other_sites_are_refused() {
    let scene = scene();
    let server = serve(&scene);
    let own = format!("Origin: http://{}\r\n", server.address);
    let status = |headers: &str| server.get_with("/data/runs", headers).status;
    for headers in [
        own.as_str(),
        "Sec-Fetch-Site: same-origin\r\n",
        "Sec-Fetch-Site: none\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n",
    ] {
        assert_eq!(status(headers), 200, "{headers}");
    }
    for headers in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://127.0.0.1:1\r\n",
        "Origin: \r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
    ] {
        let answer = server.get_with("/data/runs", headers);
        assert_eq!(answer.status, 403, "{headers}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn without_the_token_nothing_is_given() {
    let scene = scene();
    let token = Token::random().unwrap();
    let options = ServeOptions { token: Some(token.clone()), ..ServeOptions::default() };
    let server = Running::new(&[&scene.run()], options);
    let said = token.reveal();
    assert_eq!(said.len(), 32);
    assert!(server.url.ends_with(&format!("/?token={said}")));

    let wrong = "0".repeat(32);
    let targets = ["/", "/report.js", "/data/runs", "/data/my-run/meta", "/images/my-run/2", "/x"];
    for target in targets {
        assert_eq!(server.get(target).status, 401, "{target}");
    }
    for query in ["token=", &format!("token={wrong}"), &format!("token={said}0"), &said[1..]] {
        let answer = server.get(&format!("/?{query}"));
        assert_eq!((answer.status, answer.header("set-cookie")), (401, None));
    }
    assert_eq!(server.get_with("/", &format!("Authorization: Bearer {wrong}\r\n")).status, 401);
    assert_eq!(server.get_with("/", &format!("Cookie: token={said}\r\n")).status, 401);
    assert_eq!(server.get_with("/", &format!("Authorization: Bearer {said}\r\n")).status, 200);

    let answer = server.get(&format!("/?token={said}"));
    assert_eq!(answer.status, 200);
    let cookie = answer.header("set-cookie").unwrap();
    let (pair, attributes) = cookie.split_once(';').unwrap();
    assert_eq!(pair, format!("detlens_{}={said}", server.address.port()));
    assert_eq!(attributes, " Path=/; HttpOnly; SameSite=Strict");
    for target in ["/", "/data/my-run/meta", "/images/my-run/2"] {
        let headers = format!("Cookie: other=1; {pair}\r\n");
        assert_eq!(server.get_with(target, &headers).status, 200, "{target}");
    }
}

#[test]
fn others_can_connect_with_a_token_only() {
    let options = ServeOptions { address: "0.0.0.0:0".parse().unwrap(), ..ServeOptions::default() };
    let error = Server::bind(Site::new(), options.clone()).unwrap_err();
    assert!(matches!(error, ServeError::TokenNeeded { .. }));
    let options = ServeOptions { token: Some(Token::random().unwrap()), ..options };
    assert!(Server::bind(Site::new(), options).unwrap().url().starts_with("http://localhost:"));
}

#[test]
fn a_token_stays_out_of_logs() {
    let token = Token::random().unwrap();
    assert!(!format!("{token:?}").contains(token.reveal()));
    assert_ne!(token.reveal(), Token::random().unwrap().reveal());
}

#[test]
fn nothing_can_be_sent_or_changed() {
    let scene = scene();
    let server = serve(&scene);
    let host = format!("Host: {}\r\n", server.address);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let answer = server.ask(&format!("{method} /data/runs HTTP/1.1\r\n{host}"));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = server.ask(&format!("HEAD /report.js HTTP/1.1\r\n{host}"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    let large = format!("GET / HTTP/1.1\r\n{host}Content-Length: 1000000\r\n\r\nabc");
    assert_eq!(server.send(large.as_bytes()).status, 413);
    let chunked = format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    assert_eq!(server.send(chunked.as_bytes()).status, 413);
    let both = format!(
        "GET / HTTP/1.1\r\n{host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    assert!(is_refused(&server.send(both.as_bytes())));
}

#[test]
fn requests_that_are_too_large_or_none_are_refused() {
    let scene = scene();
    let server = serve(&scene);
    let host = format!("Host: {}\r\n", server.address);
    let long_target = format!("/{}", "a".repeat(100_000));
    assert!(is_refused(&server.get(&long_target)));
    assert!(is_refused(&server.get_with("/", &format!("X: {}\r\n", "a".repeat(100_000)))));
    assert!(is_refused(&server.get_with("/", &"X: a\r\n".repeat(1000))));
    for bytes in [
        &b"\r\n\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ] {
        let answer = send_all(&server, bytes);
        assert!(is_refused(&answer), "{bytes:?}: {}", answer.status);
    }
    assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\n{host}")).status, 200);
}

/// Sends bytes and nothing more, so that a server that waits for the rest sees the end.
fn send_all(server: &Running, bytes: &[u8]) -> Answer {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(server.address).unwrap();
    stream.write_all(bytes).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    Answer::new(&answer)
}

/// Whether a request was answered with an error of its sender, or cut off.
fn is_refused(answer: &Answer) -> bool {
    answer.status == 0 || (400..500).contains(&answer.status)
}
