// The AI SDK's own chat, as useChat runs it, without React around it.
import { AbstractChat, DefaultChatTransport } from 'ai';

class PlainState {
  status = 'ready';
  error = undefined;
  messages = [];
  pushMessage = (message) => { this.messages = [...this.messages, message]; };
  popMessage = () => { this.messages = this.messages.slice(0, -1); };
  replaceMessage = (index, message) => {
    this.messages = this.messages.map((old, i) => (i === index ? message : old));
    this.onChange?.();
  };
  snapshot = (value) => structuredClone(value);
}

// Options: engineUrl, key, agent, id (the conversation), messages, body (added to every request).
export class Chat extends AbstractChat {
  constructor({ engineUrl, key, agent, id, messages = [], body }) {
    const state = new PlainState();
    state.messages = messages;
    const transport = new DefaultChatTransport({
      api: `${engineUrl}/v1/agents/${agent}/chat`, headers: { Authorization: `Bearer ${key}` }, body });
    super({ id, state, transport, onError: (error) => { this.lastError = error; } });
    this.plain = state;
  }

  get answer() { return this.messages.findLast((message) => message.role === 'assistant'); }
  get text() {
    return (this.answer?.parts ?? []).filter((part) => part.type === 'text')
      .map((part) => part.text).join('\n');
  }

  // Resolves as soon as the answer holds this text.
  has(text) {
    return new Promise((resolve) => {
      this.plain.onChange = () => this.text.includes(text) && resolve();
      this.plain.onChange();
    });
  }
}
