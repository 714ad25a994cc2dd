// A server of plain files, as any host of static pages is one: a folder under a
// base path, index.html for folders, 404.html with status 404 for what is not
// there. It remembers what was asked for.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * Serves folder under base ("/" or "/repo/") on a free port of this machine.
 * extra maps paths to HTML texts that stand beside the folder's files; a null
 * text hangs up instead of answering, a promise answers when it is kept.
 * With { gzip: true } it compresses what hosts compress, by gzip -9; with
 * { clean: true } it sends page.html on to page, as Cloudflare Pages does; a file is
 * sent when the promise that { hold } gives for its path, if any, is kept.
 * Returns { origin, base, url(path), requests, sent, close() }; requests is the
 * list of paths asked for, sent that of { path, bytes }: bodies as they went out.
 */
export async function serveFiles(folder, base = "/", extra = {}, { gzip = false, clean = false, hold = () => {} } = {}) {
  const requests = [];
  const sent = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    if (path in extra) {
      if (extra[path] === null) return void request.socket.destroy();
      return send(response, 200, ".html", await extra[path]);
    }
    if (path + "/" === base) return redirect(response, base);
    if (!path.startsWith(base)) return send(response, 404, ".txt", "outside of the site");
    if (clean && path.endsWith(".html")) return redirect(response, path.replace(/(index)?\.html$/, ""));
    let file = join(folder, path.slice(base.length)); // URL has resolved every ".."
    if (clean && !path.endsWith("/") && (await stat(file + ".html").catch(() => undefined))) file += ".html";
    const info = await stat(file).catch(() => undefined);
    if (info?.isDirectory()) {
      if (!path.endsWith("/")) return redirect(response, path + "/");
      file = join(file, "index.html");
    }
    const data = await readFile(file).catch(() => undefined);
    if (data) {
      await hold(path);
      const body = gzip && !/\.(woff2|png|webp|jpg)$/.test(file) ? gzipSync(data, { level: 9 }) : data;
      sent.push({ path, bytes: body.length });
      return send(response, 200, extname(file), body, body !== data && { "content-encoding": "gzip" });
    }
    send(response, 404, ".html", await readFile(join(folder, "404.html")).catch(() => "not found"));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    base,
    requests,
    sent,
    url: (path) => origin + base + path,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response, status, extension, body, headers) {
  response.writeHead(status, {
    "content-type": types[extension] ?? "application/octet-stream",
    "cache-control": "max-age=600", // as GitHub Pages
    ...headers,
  });
  response.end(body);
}

function redirect(response, to) {
  response.writeHead(301, { location: to });
  response.end();
}
