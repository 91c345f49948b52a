/// @file
/// `_imaps`, `_imap`, `_pop3s`, `_pop3`, `_submissions`, `_submission`: where mail is read and
/// sent. Spec: RFC 6186 §3, RFC 8314 §5.1.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_mail_srv(const Subject& subject, Records& records);

} // namespace fingerpost::zone
