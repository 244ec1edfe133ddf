export type Language = "curl" | "python" | "javaScript";

type SnippetParts = { base: string; key: string; agent: string };

const kQuestion = "Hello!";

/** Programs that talk to an agent, in the OpenAI format that the engine speaks. They can be run as they are. */
export const snippets: Record<Language, (parts: SnippetParts) => string> = {
  curl: ({ base, key, agent }) => `curl ${base}/chat/completions \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "${agent}", "messages": [{"role": "user", "content": "${kQuestion}"}]}'`,

  python: ({ base, key, agent }) => `from openai import OpenAI

client = OpenAI(base_url="${base}", api_key="${key}")
answer = client.chat.completions.create(
    model="${agent}",
    messages=[{"role": "user", "content": "${kQuestion}"}],
)
print(answer.choices[0].message.content)`,

  javaScript: ({ base, key, agent }) => `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${base}", apiKey: "${key}" });
const answer = await client.chat.completions.create({
  model: "${agent}",
  messages: [{ role: "user", content: "${kQuestion}" }],
});
console.log(answer.choices[0].message.content);`,
};
