// A week of work for the pictures: agents beside the examples, and what they were asked to do.

const kHour = 3_600_000;
const kDays = 7;

const node = (id, kind, title, x, y, config) => ({ id, kind, title, position: { x, y }, config });
const edge = (source, target, source_handle = "out") => ({
  id: `${source}-${target}`,
  source,
  source_handle,
  target,
  target_handle: "in",
});

const agents = {
  "Stock watch": {
    description: "Every morning, tells the buyers which lamps run low.",
    nodes: [
      node("start", "manual_trigger", "Every morning", 0, 0, {}),
      node("low", "sql_query", "What runs low", 280, 0, {
        credential: "sample-shop",
        sql: "SELECT name, sku, stock FROM products WHERE stock < $1 ORDER BY stock",
        params: ["{{ trigger.below }}"],
      }),
      node("list", "set_fields", "Shopping list", 560, 0, {
        mode: "replace",
        fields: [{ name: "items", value: "{{ nodes.low.rows }}" }],
      }),
      node("answer", "respond", "Tell the buyers", 840, 0, { body: { items: "{{ nodes.list.items }}" } }),
    ],
    edges: [edge("start", "low"), edge("low", "list"), edge("list", "answer")],
  },
  "Invoice check": {
    description: "Compares an invoice with its order, and sends back what does not fit.",
    nodes: [
      node("start", "manual_trigger", "An invoice arrives", 0, 0, {}),
      node("order", "sql_query", "Find the order", 280, 0, {
        credential: "sample-shop",
        sql: "SELECT id, total, status FROM orders WHERE id = $1",
        params: ["{{ trigger.order }}"],
      }),
      node("known", "condition", "Is there one?", 560, 0, {
        rules: [{ left: "{{ nodes.order.row_count }}", operator: "equals", right: 1 }],
      }),
      node("paid", "respond", "Pass it on", 840, -80, { body: { order: "{{ trigger.order }}" } }),
      node("send_back", "stop_with_error", "Send it back", 840, 80, {
        message: "The invoice names order {{ trigger.order }}, which the shop does not have.",
      }),
    ],
    edges: [
      edge("start", "order"),
      edge("order", "known"),
      edge("known", "paid", "true"),
      edge("known", "send_back", "false"),
    ],
  },
};

const questions = [
  "What is the status of order 1042 and when was it shipped?",
  "Which orders does ada@example.com have?",
  "Where is parcel SW00104201 right now?",
  "What is the total of order 1017?",
  "Who ordered 1029, and is it paid?",
];
const messages = [
  "The checkout is down, please hurry!",
  "Could you send me a copy of my receipt?",
  "My new lamp arrived broken.",
  "Do you deliver to Norway?",
  "I would like to change my delivery address.",
];
const conversations = [
  ["order-desk", "Which orders does grace@example.com have?"],
  ["triage", "My new lamp arrived broken."],
  ["order-desk", "Where is parcel SW00104201 right now?"],
  ["order-desk", "Who ordered 1029, and is it paid?"],
];

/** The same numbers every time: a linear congruential generator is random enough for a picture. */
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** How long ago something happened, the oldest first: more by day than by night, most of it lately. */
function agesOfWeek(now) {
  const random = numbers(7);
  const ages = [];
  for (let hour = kDays * 24 - 1; hour > 0; --hour) {
    const time = new Date(now - hour * kHour);
    const day = Math.max(0, Math.sin(((time.getUTCHours() - 6) / 14) * Math.PI));
    const isWeekend = time.getUTCDay() % 6 === 0;
    const count = Math.floor(random() * (0.6 + (isWeekend ? 0.8 : 3) * day) + 0.3);
    for (let index = 0; index < count; ++index) ages.push((hour + random()) * kHour);
  }
  return ages.sort((one, other) => other - one);
}

/** One piece of work; `index` decides which. */
async function work(engine, index, random) {
  const choice = random();
  const run = (agent, input) => engine.expect(201, "POST", `/v1/agents/${agent}/runs`, { input, wait: true });
  if (choice < 0.42) {
    const content = questions[index % questions.length];
    const body = { model: "order-desk", messages: [{ role: "user", content }] };
    return engine.expect(200, "POST", "/v1/chat/completions", body);
  }
  if (choice < 0.7) return run("triage", { message: messages[index % messages.length] });
  if (choice < 0.82) return run("stock-watch", { below: 10 });
  return run("invoice-check", { order: random() < 0.7 ? 1001 + (index % 50) : 2000 + index });
}

/**
 * Does all of it, as `engine`, whose chats are `person`'s. Answers where to look, and how long ago each
 * run and conversation is to have been: the oldest first, as they were made; what is left is of now.
 */
export async function workForAWeek({ engine, person }) {
  for (const [name, { description, ...workflow }] of Object.entries(agents)) {
    const { id } = await engine.expect(201, "POST", "/v1/agents", { name, description, workflow });
    await engine.expect(200, "POST", `/v1/agents/${id}/deploy`, {});
  }
  const ages = agesOfWeek(Date.now());
  const random = numbers(42);
  for (let index = 0; index < ages.length; ++index) await work(engine, index, random);

  const ask = (agent, body) =>
    person.expect(200, "POST", `/v1/agents/${agent}/chat`, { ...body, stream: false });
  for (const [index, [agent, message]] of conversations.entries()) {
    await ask(agent, { message });
    ages.push((conversations.length - index) * 0.2 * kHour);
  }
  await ask("approver", { message: "Dear team,\n\nthe new shelves arrive on Thursday at nine." });
  await ask("approver", { message: "Dear Ada,\n\nyour order 1042 is on its way to Berlin." });
  ages.push(0.15 * kHour, 0.1 * kHour);
  const first = await ask("order-desk", { message: questions[0] });
  await ask("order-desk", {
    id: first.conversation_id,
    message: "Where is parcel SW00104201 right now?",
  });
  const agent = await engine.expect(200, "GET", "/v1/agents/order-desk");
  return { ages, agent: agent.id, run: first.run_id, conversation: first.conversation_id };
}
