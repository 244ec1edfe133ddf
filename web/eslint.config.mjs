import js from "@eslint/js";
import next from "@next/eslint-plugin-next";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

// app → shell and features → conversation, uploads → queries → shared; and never one feature from another.
const layers = [
  { files: "shared/src/**", from: ["@/*", "@elevaite/shared/*"], why: "The shared parts know neither app." },
  {
    files: "elevaite/src/queries/**",
    from: ["@/app/*", "@/shell/*", "@/features/*"],
    why: "Queries know no page.",
  },
  {
    files: "elevaite/src/{conversation,uploads}/**",
    from: ["@/app/*", "@/shell/*", "@/features/*"],
    why: "What several features show knows none of them.",
  },
  {
    files: "*/src/features/**",
    from: ["@/app/*", "@/shell/*", "@/features/*"],
    why: "A feature stands alone. Its own files are relative; what two need is below.",
  },
];

export default tseslint.config(
  { ignores: ["**/.next/**", "**/out/**", "**/*.gen.ts", "**/next-env.d.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["**/*.tsx", "**/use-*.ts"],
    plugins: { "jsx-a11y": jsxA11y, "react-hooks": reactHooks, "@next/next": next },
    settings: { next: { rootDir: ["auth/", "elevaite/"] } },
    rules: {
      ...jsxA11y.configs.strict.rules,
      ...reactHooks.configs.recommended.rules,
      ...next.configs.recommended.rules,
      ...next.configs["core-web-vitals"].rules,
      "@next/next/no-html-link-for-pages": "off",
      // They know only the Pages Router: in the App Router <head> is written in the layout.
      "@next/next/no-head-element": "off",
    },
  },
  ...layers.map(({ files, from, why }) => ({
    files: [files],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group: from, message: why }] }] },
  })),
  {
    rules: { "no-console": "error", eqeqeq: ["error", "always", { null: "ignore" }] },
  },
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node }, rules: { "no-console": "off" } },
);
