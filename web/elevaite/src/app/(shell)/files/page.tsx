import type { Metadata } from "next";

import { FilesPage } from "@/features/files/files-page";
import { text } from "@/text/files";

export const metadata: Metadata = { title: text.title };

export default FilesPage;
