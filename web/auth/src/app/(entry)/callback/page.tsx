import type { Metadata } from "next";

import { ProviderCallback } from "@/features/entry/provider-callback";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.callback.title };

export default ProviderCallback;
