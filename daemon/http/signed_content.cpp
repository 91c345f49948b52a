#include "http/signed_content.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>

#include <memory>

namespace fingerpost::http {

Result<std::string> signed_content(std::string_view der) {
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> in(
        BIO_new_mem_buf(der.data(), static_cast<int>(der.size())), BIO_free_all
    );
    const std::unique_ptr<CMS_ContentInfo, decltype(&CMS_ContentInfo_free)> cms(
        d2i_CMS_bio(in.get(), nullptr), CMS_ContentInfo_free
    );
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), BIO_free_all);
    constexpr unsigned flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
    const bool whole =
        cms && CMS_verify(cms.get(), nullptr, nullptr, nullptr, out.get(), flags) == 1;
    ERR_clear_error();
    if (!cms) return Error{Errc::bad_request, "neither a property list nor one that is signed"};
    if (!whole) return Error{Errc::bad_request, "its signature does not fit its content"};
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

} // namespace fingerpost::http
