// The line between the browser and the program: bytes as they are, until somebody cuts it.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

class Line {
  #server;
  #ends = new Set();

  async open() {
    this.#server = createServer((browser) => this.#join(browser)).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://localhost:${this.#server.address().port}`;
    return this;
  }

  #join(browser) {
    const program = connect(this.target, '127.0.0.1');
    for (const [end, other] of [[browser, program], [program, browser]]) {
      this.#ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }

  cut() {
    for (const end of this.#ends) end.destroy();
  }

  close() {
    this.#server.close();
    this.cut();
  }
}

// The two apps of a program that is started later.
export class Web {
  #auth = new Line();
  #app = new Line();

  async open() {
    await Promise.all([this.#auth.open(), this.#app.open()]);
    return this;
  }

  get authUrl() { return this.#auth.url; }
  get appUrl() { return this.#app.url; }

  passTo({ ports }) {
    this.#auth.target = ports.authApp;
    this.#app.target = ports.app;
  }

  // As a network that breaks: whatever is under way ends at once.
  cut() {
    this.#auth.cut();
    this.#app.cut();
  }

  stop() {
    this.#auth.close();
    this.#app.close();
  }
}
