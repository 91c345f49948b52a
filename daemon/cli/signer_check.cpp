#include "cli/signer_check.hpp"

#include "app/signer_expiry.hpp"

namespace fingerpost::cli {

std::vector<app::Problem> signer_problems(const app::Settings& settings, std::int64_t now) {
    const auto& files = settings.profile;
    if (files.certificate.empty()) return {};
    const auto signer = http::Signer::load(files);
    if (!signer) return {{log::Level::error, signer.error().what}};
    const auto expiry = app::signer_expiry((*signer)->not_after(), now);
    if (!expiry) return {};
    return {{log::Level::warning, files.certificate + ": " + expiry->what()}};
}

} // namespace fingerpost::cli
