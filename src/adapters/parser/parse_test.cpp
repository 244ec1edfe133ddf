#include "adapters/parser/parse.hpp"

#include <gmock/gmock.h>

#include "adapters/parser/charset.hpp"
#include "adapters/parser/sample_test.hpp"
#include "adapters/parser/wire.hpp"

namespace elevaite::adapters::parser {
namespace {

using testing::HasSubstr;
using testing::Not;

Result<model::ParsedDocument> parse(std::string name, std::string bytes,
                                    const ParseLimits& limits = {}) {
  ports::SourceDocument source;
  source.name = std::move(name);
  source.bytes = std::move(bytes);
  return parse_document(source, limits);
}

// "h1:Title", "t:text", "|:table", with "@page" where there is one.
std::string shape(const Result<model::ParsedDocument>& parsed) {
  if (!parsed) return "error: " + parsed.error().message;
  std::string out;
  for (const auto& block : parsed->blocks) {
    if (!out.empty()) out += "\n";
    switch (block.kind) {
      case model::Block::Kind::heading:
        out += "h" + std::to_string(block.level);
        break;
      case model::Block::Kind::table:
        out += "|";
        break;
      case model::Block::Kind::text:
        out += "t";
        break;
    }
    if (block.page > 0) out += "@" + std::to_string(block.page);
    out += ":" + block.text;
  }
  return out;
}

std::string reason_of(const Result<model::ParsedDocument>& parsed) {
  if (parsed) return "ok";
  return std::string(to_string(parsed.error().code)) + "/" + parsed.error().reason;
}

}  // namespace

TEST(Parse, reads_text_in_any_encoding) {
  using namespace std::string_literals;
  EXPECT_EQ(to_utf8("Grüße"), "Grüße");
  EXPECT_EQ(to_utf8("\xef\xbb\xbfGrüße"), "Grüße");
  EXPECT_EQ(to_utf8("Gr\xfc\xdf"
                    "e \x80"),
            "Grüße €");
  EXPECT_EQ(to_utf8("\xff\xfeG\0r\0\xfc\0"s), "Grü");
  EXPECT_EQ(to_utf8("\xfe\xff\0G\0r\0\xfc"s), "Grü");
  EXPECT_EQ(to_utf8("G\0r\0o\0s\0s\0"s), "Gross");
  EXPECT_EQ(to_utf8("\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251"), "Привет");
  EXPECT_EQ(to_utf8("a\0b"s), "ab");
  EXPECT_EQ(to_utf8("\x81\x9d"), "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(Parse, takes_paragraphs_of_plain_text) {
  EXPECT_EQ(shape(parse("a.txt", "One\r\nline.\r\n\r\n\r\nTwo.\r\rThree.")),
            "t:One\nline.\nt:Two.\nt:Three.");
}

TEST(Parse, takes_the_blocks_of_markdown_as_they_are_written) {
  EXPECT_EQ(shape(parse("a.md",
                        "# A *title*\n\nText\nhere.\n\n- one\n- two\n\n| a | b |\n|---|---|\n"
                        "| 1 | 2 |\n\nUnder\n-----\n\n```\ncode\n```\n")),
            "h1:A title\nt:Text\nhere.\nt:- one\n- two\n|:| a | b |\n|---|---|\n| 1 | 2 |\n"
            "h2:Under\nt:```\ncode\n```");
}

TEST(Parse, takes_the_text_of_pages_and_no_scripts) {
  auto parsed =
      parse("a.html",
            "<html><head><title>x</title><style>p{}</style></head><body>"
            "<h1>Leave</h1><p>Thirty <b>days</b>\n of it.<script>alert(1)</script></p>"
            "<ul><li>One</li><li>Two</li></ul><table><tr><th>A</th><th>B</th></tr>"
            "<tr><td>1<br>2</td><td>x|y</td></tr></table><pre>a\n  b</pre></body></html>");
  EXPECT_EQ(shape(parsed),
            "h1:Leave\nt:Thirty days of it.\nt:- One\n- Two\n|:A | B\n1 2 | x/y\nt:a\n  b");
  EXPECT_EQ(shape(parse("a.htm", "<h2>Only")), "h2:Only");
  EXPECT_EQ(shape(parse("a.html",
                        "<meta charset=\"iso-8859-1\"><p>Gr\xfc\xdf"
                        "e</p>")),
            "t:Grüße");
}

TEST(Parse, takes_rows_of_values_that_anything_separates) {
  EXPECT_EQ(shape(parse("a.csv", "name;note\r\n\"Miller; A\";\"says \"\"hi\"\"\nand more\"\r\n")),
            "|:name | note\nMiller; A | says \"hi\" and more");
  EXPECT_EQ(shape(parse("a.tsv", "a\tb\n1\t2")), "|:a | b\n1 | 2");
  EXPECT_EQ(shape(parse("a.csv", "a,b\n1,\"2")),
            "error: Row 2: a quote is opened and never closed.");
}

TEST(Parse, takes_json_as_paths_and_values) {
  EXPECT_EQ(shape(parse("a.json", R"({"order":{"id":7,"items":["x","y"]},"note":"hello"})")),
            "t:order.id: 7\norder.items[0]: x\norder.items[1]: y\nt:note: hello");
  EXPECT_THAT(shape(parse("a.json", "{\"a\":")), HasSubstr("error: "));
  EXPECT_THAT(shape(parse("a.json", std::string(5000, '['))), HasSubstr("error: "));
}

TEST(Parse, takes_what_an_email_says_once) {
  auto parsed = parse(
      "a.eml",
      "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.com>\r\nTo: a@example.com\r\n"
      "Subject: =?iso-8859-1?B?R3L832U=?=\r\nContent-Type: multipart/mixed;\r\n boundary=\"x\"\r\n"
      "\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "\r\nSch=C3=B6ne=\r\n Zeit.\r\n--y\r\nContent-Type: "
      "text/html\r\n\r\n<p>twice</p>\r\n--y--\r\n"
      "--x\r\nContent-Type: application/pdf\r\n"
      "Content-Disposition: attachment; filename=\"bill.pdf\"\r\n\r\nJVBERi0=\r\n--x--\r\n");
  EXPECT_EQ(shape(parsed),
            "h1:Grüße\nt:From: Jürgen <j@example.com>\nTo: a@example.com\n"
            "t:Schöne Zeit.\nt:Attachment: bill.pdf");
  EXPECT_EQ(shape(parse("b.eml", "Subject: Plain\n\nPGI+aGk8L2I+")), "h1:Plain\nt:PGI+aGk8L2I+");
  EXPECT_EQ(shape(parse("c.eml", "no mail at all")),
            "error: The document is no e-mail: it has no header fields of one.");
}

TEST(Parse, takes_the_pages_of_a_pdf) {
  auto parsed =
      parse("a.pdf", pdf_of({"# Leave\n\nThirty days of leave.", "# Pay\n\nMonthly pay."}));
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  EXPECT_GE(parsed->page_count, 3);
  std::int64_t page_of_pay = 0;
  for (const auto& block : parsed->blocks) {
    if (block.text.find("Monthly pay.") != std::string::npos) page_of_pay = block.page;
  }
  EXPECT_GT(page_of_pay, 1);
  ParseLimits one_page;
  one_page.pages = 1;
  EXPECT_EQ(shape(parse("a.pdf", pdf_of({"a", "b"}), one_page)),
            "error: The PDF has more than 1 pages.");
  EXPECT_EQ(reason_of(parse("a.pdf", "%PDF-1.7 garbage")), "invalid_argument/broken_document");
  EXPECT_EQ(reason_of(parse("a.pdf", "")), "invalid_argument/broken_document");
}

TEST(Parse, takes_headings_and_tables_of_word) {
  auto parsed = parse(
      "a.docx",
      docx_of(
          "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Leave</w:t></w:r></w:p>"
          "<w:p><w:r><w:t>Thirty</w:t></w:r><w:r><w:tab/><w:t>days &amp; more.</w:t></w:r></w:p>"
          "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
          "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2</w:t>"
          "</w:r></w:p></w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(shape(parsed), "h2:Leave\nt:Thirty days & more.\n|:A |\n1 | 2");
}

TEST(Parse, takes_slides_in_their_order) {
  auto slide = [](const std::string& title, const std::string& text) {
    return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:nvPr><p:ph type=\"title\"/></p:nvPr>"
           "<p:txBody><a:p><a:r><a:t>" +
           title +
           "</a:t></a:r></a:p></p:txBody></p:sp><p:sp>"
           "<p:txBody><a:p><a:r><a:t>" +
           text + "</a:t></a:r></a:p></p:txBody></p:sp></p:sld>";
  };
  auto parsed = parse("a.pptx", zip_of({{"ppt/slides/slide10.xml", slide("Ten", "x")},
                                        {"ppt/slides/slide2.xml", slide("Two", "y")}}));
  EXPECT_EQ(shape(parsed), "h1@1:Two\nt@1:y\nh1@2:Ten\nt@2:x");
}

TEST(Parse, takes_sheets_with_shared_strings) {
  auto parsed = parse(
      "a.xlsx",
      zip_of({{"xl/workbook.xml", "<workbook><sheets><sheet name=\"Prices\"/></sheets></workbook>"},
              {"xl/sharedStrings.xml",
               "<sst><si><t>Item</t></si><si><r><t>Pri</t></r><r><t>ce</t></r></si></sst>"},
              {"xl/worksheets/sheet1.xml",
               "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1"
               "</v></c></row><row><c r=\"A2\" t=\"inlineStr\"><is><t>Tea</t></is></c><c r=\"C2\">"
               "<v>3.5</v></c></row></sheetData></worksheet>"}}));
  EXPECT_EQ(shape(parsed), "h1@1:Prices\n|@1:Item |  | Price\nTea |  | 3.5");
}

TEST(Parse, refuses_hostile_archives_and_xml) {
  ParseLimits limits;
  limits.inflated_bytes = 1 << 20;
  auto bomb = docx_of("<w:p><w:r><w:t>" + std::string(3 << 20, 'a') + "</w:t></w:r></w:p>");
  EXPECT_LT(bomb.size(), 20'000U);
  EXPECT_EQ(reason_of(parse("a.docx", bomb, limits)), "limit_exceeded/document_too_large");

  auto laughs =
      zip_of({{"word/document.xml",
               "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><x>&b;</x>"}});
  EXPECT_THAT(shape(parse("a.docx", laughs)), HasSubstr("declares a document type"));

  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<w:x>";
  EXPECT_THAT(shape(parse("a.docx", docx_of(deep))), HasSubstr("error: "));

  limits.entries = 3;
  ZipEntries many;
  for (int i = 0; i < 10; ++i) many["ppt/slides/slide" + std::to_string(i) + ".xml"] = "<a/>";
  EXPECT_EQ(reason_of(parse("a.pptx", zip_of(many), limits)), "limit_exceeded/document_too_large");

  EXPECT_EQ(reason_of(parse("a.docx", "PK\x03\x04 garbage")), "invalid_argument/broken_document");
  EXPECT_EQ(reason_of(parse("a.xlsx", zip_of({{"other", "x"}}))), "invalid_argument/");
  auto cut_off = docx_of("<w:p><w:r><w:t>text</w:t></w:r></w:p>");
  EXPECT_EQ(reason_of(parse("a.docx", cut_off.substr(0, cut_off.size() / 2))),
            "invalid_argument/broken_document");
}

TEST(Parse, walks_deep_pages_without_recursion) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_THAT(shape(parse("a.html", deep + "bottom")), Not(HasSubstr("internal")));
}

TEST(Parse, bounds_what_comes_in_and_out) {
  ParseLimits limits;
  limits.bytes = 100;
  EXPECT_EQ(reason_of(parse("a.txt", std::string(101, 'x'), limits)),
            "limit_exceeded/document_too_large");
  limits.bytes = 10'000;
  limits.text_bytes = 100;
  EXPECT_EQ(reason_of(parse("a.txt", std::string(200, 'x'), limits)),
            "limit_exceeded/document_too_large");
  EXPECT_EQ(reason_of(parse("a.txt", " \n\t ")), "invalid_argument/no_text");
  auto unknown = parse("a.exe", "MZ");
  ASSERT_TRUE(unknown.has_error());
  EXPECT_EQ(unknown.error().fields.at(0).code, "unsupported");
}

TEST(ParserWire, brings_documents_answers_and_errors_across) {
  ports::SourceDocument source{"a \"b\".txt", "text/plain", std::string("one\n\0two", 8)};
  auto read = question_from(question_text(source));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->name, source.name);
  EXPECT_EQ(read->bytes, source.bytes);
  auto parsed = parse("a.md", "# A\n\nText.");
  EXPECT_EQ(answer_from(answer_text(parsed)).value(), parsed.value());
  EXPECT_EQ(reason_of(answer_from(answer_text(parse("a.txt", "")))), "invalid_argument/no_text");
  EXPECT_EQ(answer_from(answer_text(parse("a.exe", "MZ"))).error().fields.at(0).field,
            "content_type");
  for (std::string_view broken : {"", "{", "[]", R"({"pages":1,"blocks":[[9,0,0,"x"]]})"}) {
    EXPECT_TRUE(answer_from(broken).has_error()) << broken;
  }
}

}  // namespace elevaite::adapters::parser
