/** Every English string of the Auth App. A text with a blank is a function. */
export const text = {
  app: { name: "ElevAIte", description: "Sign in to ElevAIte." },
  signIn: {
    title: "Sign in",
    submit: "Sign in",
    email: "E-mail address",
    emailMissing: "Enter your e-mail address.",
    password: "Password",
    passwordMissing: "Enter your password.",
    toSignUp: "No account yet?",
    toSignUpLink: "Sign up",
  },
  signUp: {
    title: "Create your account",
    submit: "Create account",
    name: "Your name",
    tenantName: "Name of your team or company",
    passwordHint: "At least 15 characters. Several words are easier to remember than signs.",
    toSignIn: "Have an account?",
    toSignInLink: "Sign in",
  },
} as const;
