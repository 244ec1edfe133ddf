// What must never happen in a page, whatever a test looks at: an error in the console, an exception that
// nobody caught, a violation of the Content-Security-Policy (Chromium writes it to the console).

// A refusal by an API is an answer, which the page handles; the browser writes it to the console too.
const isRefusal = (status, url) => /^4\d\d$/.test(status) && /\/api\/(auth|engine)\//.test(url);

const refused = /^Failed to load resource: the server responded with a status of (\d+)/;

function isHandled(message) {
  const status = refused.exec(message.text())?.[1];
  const { url } = message.location();
  return status && isRefusal(status, url);
}

// Answers the list of a context's faults, which grows. `expected`: patterns of what the test provokes.
export function watchFaults(context, expected) {
  const faults = [];
  const add = (text, page) => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(`${text}\n    on ${page?.url()}`);
  };
  context.on('console', (message) => {
    if (message.type() !== 'error' || isHandled(message)) return;
    add(`console: ${message.text()} (${message.location().url})`, message.page());
  });
  context.on('weberror', (error) => add(`exception: ${error.error().stack}`, error.page()));
  return faults;
}
