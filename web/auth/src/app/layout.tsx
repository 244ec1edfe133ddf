import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { renderPerRequest } from "@elevaite/shared/hosted/render-per-request";
import { AppProviders } from "@elevaite/shared/query";
import { Document } from "@elevaite/shared/ui/document";

import { text } from "@/text";

import "./globals.css";

export const metadata: Metadata = {
  title: { default: text.app.name, template: `%s · ${text.app.name}` },
  description: text.app.description,
};

export const viewport: Viewport = { colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  await renderPerRequest();
  return (
    <Document>
      <AppProviders>{children}</AppProviders>
    </Document>
  );
}
