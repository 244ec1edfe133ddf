// How reports look: sizes in points, colours, spaces. Restrained on purpose.
#pragma once

namespace elevaite::adapters::report {

struct Color {
  double red = 0, green = 0, blue = 0;
};

inline constexpr Color kInk{0.13, 0.15, 0.18};
inline constexpr Color kMuted{0.40, 0.44, 0.49};
inline constexpr Color kHairline{0.84, 0.86, 0.88};
inline constexpr Color kAccent{0.07, 0.22, 0.38};
inline constexpr Color kLink{0.05, 0.36, 0.62};
inline constexpr Color kPanel{0.955, 0.963, 0.972};
inline constexpr Color kWhite{1, 1, 1};

// After Okabe and Ito: told apart with every kind of colour blindness, and by their lightness.
inline constexpr Color kSeries[] = {
    {0.00, 0.36, 0.60}, {0.90, 0.60, 0.05}, {0.00, 0.58, 0.44}, {0.80, 0.36, 0.08},
    {0.40, 0.70, 0.90}, {0.74, 0.44, 0.62}, {0.45, 0.47, 0.50}, {0.80, 0.74, 0.20},
};

inline constexpr double kMarginTop = 74;
inline constexpr double kMarginBottom = 70;
inline constexpr double kMarginSide = 64;
inline constexpr double kBodySize = 10;
inline constexpr double kTableSize = 9;
inline constexpr double kSmallSize = 8;
inline constexpr double kCodeSize = 8.5;
inline constexpr double kLeading = 1.22;  // times the font's own line height
inline constexpr double kParagraphSpace = 8;
inline constexpr double kIndent = 18;

}  // namespace elevaite::adapters::report
