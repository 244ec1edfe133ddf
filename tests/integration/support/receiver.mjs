// What notifications are brought to: a webhook endpoint, Slack, and a mail server with STARTTLS and a
// password, each as strict as the real one.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { temporaryDirectory } from './platform.mjs';

// Answers what `answer(path, count)` says, {status, body, headers}; keeps what came, by path.
export class Receiver {
  requests = [];  // {path, headers, body, at}
  answers = new Map();
  #server = createServer((request, response) => this.#serve(request, response));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  of(path) { return this.requests.filter((request) => request.path === path); }

  async #serve(request, response) {
    let body = '';
    try {
      for await (const chunk of request) body += chunk;
    } catch {
      return;  // the sender died
    }
    const path = request.url;
    this.requests.push({ path, headers: request.headers, body, at: new Date() });
    const answer = this.answers.get(path)?.(this.of(path).length) ?? { status: 200, body: 'ok' };
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body ?? '');
  }
}

export class MailServer {
  mails = [];  // {from, to, user, isSecure, data}
  refuses = new Set();

  async start() {
    const directory = temporaryDirectory('elevaite-smtp');
    this.certificate = join(directory, 'cert.pem');
    const key = join(directory, 'key.pem');
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256',
      '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
      '-keyout', key, '-out', this.certificate], { stdio: 'ignore' });
    this.server = new SMTPServer({
      key: readFileSync(key), cert: readFileSync(this.certificate), authOptional: false,
      disabledCommands: [], logger: false,
      onAuth: ({ username, password }, session, done) => (username === 'elevaite' &&
        password === 'p@ss:word' ? done(null, { user: username }) : done(new Error('No.'))),
      onRcptTo: ({ address }, session, done) => {
        if (this.refuses.has(address)) return done(Object.assign(new Error('No.'), { responseCode: 550 }));
        return done();
      },
      onData: (stream, session, done) => {
        let data = '';
        stream.setEncoding('utf8').on('data', (text) => { data += text; });
        stream.on('end', () => {
          this.mails.push({ from: session.envelope.mailFrom.address,
            to: session.envelope.rcptTo.map((one) => one.address), user: session.user,
            isSecure: session.secure, data });
          done();
        });
      },
    });
    this.server.on('error', () => {});  // of clients that broke off
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    this.port = this.server.server.address().port;
    this.url = `smtp://elevaite:${encodeURIComponent('p@ss:word')}@localhost:${this.port}` +
      `?tls=require&ca=${encodeURIComponent(this.certificate)}`;
    return this;
  }

  stop() { return new Promise((resolve) => { this.server.close(resolve); }); }

  // The mails to an address, with their subject and text as a person reads them.
  to(address) {
    return this.mails.filter((mail) => mail.to.includes(address)).map((mail) => {
      const [head, ...rest] = mail.data.split('\r\n\r\n');
      const subject = /^Subject: (.*)$/m.exec(head)[1]
        .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, text) => Buffer.from(text, 'base64').toString());
      const text = Buffer.from(rest.join(''), 'base64').toString();
      return { ...mail, head, subject, text };
    });
  }
}
