/** Every English string of the Auth App's frame. A text with a blank is a function. */
export const text = {
  app: {
    name: "ElevAIte",
    description: "Sign in to ElevAIte.",
    promise: "Agents that do the work, and show how.",
    promiseDetail:
      "Build them on a canvas, deploy them, talk to them. Every step they take can be seen and repeated.",
    picture: { question: "Where is order 1042?", agent: "Order desk", tool: "SQL query", answer: "Shipped" },
  },
} as const;
