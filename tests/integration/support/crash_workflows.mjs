// The workflows whose every journal boundary is swept, each with what must be true afterwards:
// `effects` names each effect and how many keys it may be seen under, `output` checks the answer.
const start = { id: 'start', kind: 'manual_trigger' };
const edge = (source, target, handles = {}) =>
  ({ id: `${source}_${handles.from ?? 'out'}_${target}`, source, target,
    ...(handles.from ? { source_handle: handles.from } : {}),
    ...(handles.to ? { target_handle: handles.to } : {}) });

const post = (peer, id, config = {}, kind = 'effects') => ({
  id, kind: 'http_request', config: {
    method: 'POST', url: `${peer}/${kind}/{{ trigger.case }}/${id}`, body: { from: id }, ...config,
  },
});

export const workflows = {
  linear: (peer) => ({
    nodes: [start, post(peer, 'charge'),
      post(peer, 'ship', { body: { receipt: '{{ nodes.charge.body.receipt }}' } }),
      { id: 'done', kind: 'set_fields',
        config: { mode: 'replace', fields: [{ name: 'shipped', value: '{{ nodes.ship.body.name }}' }] } }],
    edges: [edge('start', 'charge'), edge('charge', 'ship'), edge('ship', 'done')],
    effects: { charge: 1, ship: 1 },
    output: { shipped: 'ship' },
  }),

  condition_and_merge: (peer) => ({
    nodes: [start,
      { id: 'big', kind: 'condition', config: { rules: [
        { left: '{{ trigger.total }}', operator: 'greater_than', right: 100 }] } },
      post(peer, 'review'), post(peer, 'accept'),
      { id: 'decided', kind: 'merge', config: { mode: 'any' } },
      post(peer, 'notify', { body: { who: '{{ nodes.decided.body.name }}' } })],
    edges: [edge('start', 'big'), edge('big', 'review', { from: 'true' }),
      edge('big', 'accept', { from: 'false' }), edge('review', 'decided'),
      edge('accept', 'decided'), edge('decided', 'notify')],
    effects: { review: 1, notify: 1 },
    output: (value) => value.body.name === 'notify',
  }),

  parallel_and_merge: (peer) => ({
    nodes: [start, { id: 'fork', kind: 'parallel', config: { branches: 3 } },
      post(peer, 'left'), post(peer, 'middle'), post(peer, 'right'),
      { id: 'both', kind: 'merge', config: { mode: 'all' } },
      { id: 'done', kind: 'set_fields', config: { mode: 'replace', fields: [{ name: 'names',
        value: '{{ nodes.left.body.name }}-{{ nodes.middle.body.name }}-{{ nodes.right.body.name }}' }] } }],
    edges: [edge('start', 'fork'), edge('fork', 'left', { from: 'branch_1' }),
      edge('fork', 'middle', { from: 'branch_2' }), edge('fork', 'right', { from: 'branch_3' }),
      edge('left', 'both'), edge('middle', 'both'), edge('right', 'both'), edge('both', 'done')],
    effects: { left: 1, middle: 1, right: 1 },
    output: { names: 'left-middle-right' },
  }),

  for_each: (peer) => ({
    nodes: [start,
      { id: 'each', kind: 'for_each', config: { items: '{{ trigger.items }}', concurrency: 2 } },
      { ...post(peer, 'send'), config: { ...post(peer, 'send').config,
        url: `${peer}/effects/{{ trigger.case }}/send_{{ item }}` } },
      post(peer, 'report')],
    edges: [edge('start', 'each'), edge('each', 'send', { from: 'item' }),
      edge('each', 'report', { from: 'done' })],
    effects: { send_a: 1, send_b: 1, send_c: 1, report: 1 },
    output: (value) => value.body.name === 'report',
  }),

  agent_with_tool: (peer) => ({
    nodes: [start,
      { id: 'agent', kind: 'agent', config: {
        model: 'demo:default', input: 'Place the order for parcel AB12345678.',
        instructions: 'You place orders.' } },
      { ...post(peer, 'place_order', { body: { code: '{{ args.parcel_code }}' } }), tool: {
        name: 'place_order', description: 'Place an order for a parcel by its parcel code.',
        parameters: { type: 'object', required: ['parcel_code'], additionalProperties: false,
          properties: { parcel_code: { type: 'string', pattern: '^[A-Z]{2}[0-9]{8}$',
            description: 'The code of the parcel.' } } } } },
      post(peer, 'confirm')],
    edges: [edge('start', 'agent'), edge('agent', 'confirm'),
      edge('place_order', 'agent', { from: 'tool', to: 'tools' })],
    effects: { place_order: 1, confirm: 1 },
    output: (value) => value.body.name === 'confirm',
  }),

  approval_then_effect: (peer) => ({
    nodes: [start, { id: 'ask', kind: 'approval', config: { title: 'May it be paid?' } },
      post(peer, 'pay')],
    edges: [edge('start', 'ask'), edge('ask', 'pay', { from: 'approved' })],
    approves: 'ask',
    effects: { pay: 1 },
    output: (value) => value.body.name === 'pay',
  }),

  retry_after_503: (peer) => ({
    nodes: [start, { ...post(peer, 'charge', {}, 'flaky'), retry: { attempts: 3, backoff_ms: 20 } },
      post(peer, 'ship')],
    edges: [edge('start', 'charge'), edge('charge', 'ship')],
    effects: { charge: 2, ship: 1 },
    output: (value) => value.body.name === 'ship',
  }),

  delay: (peer) => ({
    nodes: [start, post(peer, 'before'), { id: 'pause', kind: 'delay', config: { seconds: 0.1 } },
      post(peer, 'after')],
    edges: [edge('start', 'before'), edge('before', 'pause'), edge('pause', 'after')],
    effects: { before: 1, after: 1 },
    output: (value) => value.body.name === 'after',
  }),
};
