#include "pages/style.hpp"

#include "base/text.hpp"
#include "pages/embedded.hpp"

#include <array>
#include <cmath>

namespace fingerpost::pages {

namespace {

bool is_colour(std::string_view digits) {
    return digits.size() == 6 &&
           digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// WCAG 2.1, "relative luminance"
double luminance(std::string_view digits) {
    constexpr std::array weights{0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double part = std::stoi(std::string(digits.substr(2 * i, 2)), nullptr, 16) / 255.0;
        sum += weights.at(i) *
               (part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/// Black or white, whichever is read better on the colour.
std::string_view readable_on(std::string_view digits) {
    const auto light = luminance(digits);
    return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#fff" : "#000";
}

Response asset(std::string_view type, std::string body) {
    Response response{200, type, std::move(body)};
    response.headers = {
        {"Cache-Control", "public, max-age=3600"}, {"X-Content-Type-Options", "nosniff"}};
    return response;
}

} // namespace

std::string style_query(std::string_view colour) {
    return colour.empty() ? "" : "?colour=" + std::string(colour.substr(1));
}

Result<protocol::Question> parse_style(const Request& request) {
    protocol::Question question;
    const auto colour = query_value(request.query, "colour");
    if (colour && is_colour(*colour)) question.wanted = {*colour};
    return question;
}

Result<Response>
render_style(const protocol::Question& question, std::span<const protocol::Found>) {
    std::string sheet(style_css);
    if (!question.wanted.empty()) {
        const auto& digits = question.wanted.front();
        sheet += "\n:root { --accent: #" + digits +
                 "; --on-accent: " + std::string(readable_on(digits)) + "; }\n";
    }
    return asset("text/css; charset=utf-8", std::move(sheet));
}

Result<Response> render_script(const protocol::Question&, std::span<const protocol::Found>) {
    return asset("text/javascript; charset=utf-8", std::string(copy_js));
}

} // namespace fingerpost::pages
