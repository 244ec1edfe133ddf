#include "adapters/report/locale.hpp"

#include <fmt/format.h>

#include <cmath>

namespace elevaite::adapters::report {
namespace {

struct Words {
  std::string_view language, contents, page, other, thousands, point;
};

constexpr std::string_view kNarrowSpace = "\u202f";
constexpr std::string_view kSpace = "\u00a0";

constexpr Words kWords[] = {
    {"en", "Contents", "Page {page} of {pages}", "Other", ",", "."},
    {"de", "Inhalt", "Seite {page} von {pages}", "Sonstige", ".", ","},
    {"fr", "Sommaire", "Page {page} sur {pages}", "Autres", kNarrowSpace, ","},
    {"es", "Índice", "Página {page} de {pages}", "Otros", ".", ","},
    {"it", "Indice", "Pagina {page} di {pages}", "Altri", ".", ","},
    {"pt", "Índice", "Página {page} de {pages}", "Outros", ".", ","},
    {"nl", "Inhoud", "Pagina {page} van {pages}", "Overig", ".", ","},
    {"pl", "Spis treści", "Strona {page} z {pages}", "Pozostałe", kSpace, ","},
    {"ru", "Содержание", "Страница {page} из {pages}", "Прочее", kSpace, ","},
    {"uk", "Зміст", "Сторінка {page} з {pages}", "Інше", kSpace, ","},
    {"el", "Περιεχόμενα", "Σελίδα {page} από {pages}", "Άλλα", ".", ","},
    {"ar", "المحتويات", "صفحة {page} من {pages}", "أخرى", ",", "."},
    {"he", "תוכן העניינים", "עמוד {page} מתוך {pages}", "אחר", ",", "."},
    {"fa", "فهرست", "صفحهٔ {page} از {pages}", "سایر", ",", "."},
    {"ur", "فہرست", "صفحہ {page} از {pages}", "دیگر", ",", "."},
    {"zh", "目录", "第 {page} 页，共 {pages} 页", "其他", ",", "."},
    {"ja", "目次", "{page} / {pages} ページ", "その他", ",", "."},
    {"ko", "목차", "{page} / {pages} 페이지", "기타", ",", "."},
    {"hi", "विषय-सूची", "पृष्ठ {page} / {pages}", "अन्य", ",", "."},
    {"th", "สารบัญ", "หน้า {page} จาก {pages}", "อื่น ๆ", ",", "."},
};

const Words& words_for(std::string_view language) {
  std::string_view first = language.substr(0, language.find_first_of("-_"));
  for (const Words& words : kWords) {
    if (words.language == first) return words;
  }
  return kWords[0];
}

}  // namespace

Locale locale_for(std::string_view language) {
  const Words& words = words_for(language);
  Locale locale;
  locale.language = language;
  locale.contents = words.contents;
  locale.page = words.page;
  locale.other = words.other;
  locale.numbers.thousands = words.thousands;
  locale.numbers.point = words.point;
  std::string_view known = words.language;
  locale.is_rtl = known == "ar" || known == "he" || known == "fa" || known == "ur";
  return locale;
}

std::string number_text(double value, int decimals, const NumberStyle& style) {
  if (!std::isfinite(value)) return "–";
  if (std::fabs(value) >= 1e15) return fmt::format("{}{:g}{}", style.prefix, value, style.suffix);
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  std::size_t whole = digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
  bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  // A real minus sign is as wide as the digits.
  std::string text = value < 0 && !is_zero ? "−" : "";
  text += style.prefix;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) text += style.thousands;
    text += digits[i];
  }
  if (whole < digits.size()) text += style.point + digits.substr(whole + 1);
  return text + style.suffix;
}

int decimals_of(double value) {
  for (int decimals = 0; decimals < 2; ++decimals) {
    double scaled = value * std::pow(10, decimals);
    if (std::fabs(scaled - std::round(scaled)) < 1e-9 * std::fmax(1, std::fabs(scaled))) {
      return decimals;
    }
  }
  return 2;
}

}  // namespace elevaite::adapters::report
