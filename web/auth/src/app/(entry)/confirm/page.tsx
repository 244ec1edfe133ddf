import type { Metadata } from "next";

import { ConfirmAddress } from "@/features/entry/confirm-address";
import { text } from "@/text/entry";

export const metadata: Metadata = { title: text.confirm.title };

export default ConfirmAddress;
