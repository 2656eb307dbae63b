"""Who may open what: every address of the site × every person → the status of GET and of POST.

Khách is not signed in; Lan is of the confederation, Bình of province A, Hòa of the district below it, Chi chairs A1
below the district, Dũng is of province B. `in`: sent to sign in. 404: outside the person's scope; 403: inside it,
without the right; 405: the address takes POST only (or GET only); 422 and 409: the person may, the form was not right.
The second column names what the address is about, see `access_things`; a word with ' stands as it is.
A new address is red until it stands here.
"""

TABLE = """
address                         with                         Khách Lan Bình Hòa Chi Dũng: GET | POST
my-duties                       -                         in  200 200 200 200 200 | in  200 200 200 200 200
my-targets                      -                         in  200 200 200 200 200 | in  200 200 200 200 200
submission-result               submission                in  200 200 200 200 404 | in  200 200 200 200 404
board                           -                         in  200 200 200 200 200 | in  405 405 405 405 405
figure                          unit '2024-11 indicator   in  200 200 200 404 404 | in  405 405 405 405 405
unit-figures                    unit                      in  200 200 200 404 404 | in  405 405 405 405 405
choose-language                 'en                       405 405 405 405 405 405 | 302 302 302 302 302 302
stylesheet                      'old                      200 200 200 200 200 200 | 200 200 200 200 200 200
submissions                     -                         in  200 200 200 200 200 | in  200 200 200 200 200
submissions-approve             -                         in  405 405 405 405 405 | in  302 302 302 403 302
submissions-remind              -                         in  405 405 405 405 405 | in  302 302 302 403 302
report-fill                     obligation                in  403 403 403 302 404 | in  403 403 403 409 404
report-save                     obligation                in  405 405 405 405 405 | in  403 403 403 409 404
obligation-exempt               open_obligation           in  405 405 405 405 405 | in  302 302 302 404 404
submission                      submission                in  200 200 200 200 404 | in  200 200 200 200 404
submission-act                  submission                in  405 405 405 405 405 | in  302 302 302 403 404
submission-return               submission                in  405 405 405 405 405 | in  422 422 422 403 404
submission-mend                 returned                  in  405 405 405 405 405 | in  403 403 403 422 404
forms                           -                         in  200 200 200 403 200 | in  405 405 405 405 405
form-new                        -                         in  200 200 200 403 200 | in  422 422 422 403 422
deadline-answer                 deadline                  in  405 405 405 405 405 | in  302 302 404 404 404
form                            form                      in  200 200 200 403 404 | in  405 405 405 405 405
form-rows                       form                      in  200 200 403 403 404 | in  422 422 403 403 404
form-open                       form                      in  405 405 405 405 405 | in  422 422 403 403 404
form-lock                       form '2024-11             in  405 405 405 405 405 | in  422 422 422 403 404
programmes                      -                         in  200 200 200 200 200 | in  200 200 200 200 200
programme-new                   -                         in  200 200 200 403 200 | in  422 422 422 403 422
programme-from-document         paper                     in  405 405 405 405 405 | in  302 302 404 404 404
programme-of-document           used_paper                in  302 302 404 404 404 | in  302 302 404 404 404
programme                       plan                      in  200 200 200 200 404 | in  200 200 200 200 404
programme-edit                  draft                     in  200 200 404 404 404 | in  422 422 404 404 404
programme-issue                 draft                     in  200 200 404 404 404 | in  302 302 404 404 404
target-new                      draft                     in  200 200 404 404 404 | in  422 422 404 404 404
target-edit                     draft_target              in  200 200 404 404 404 | in  422 422 404 404 404
target-remove                   draft_target              in  405 405 405 405 405 | in  302 302 404 404 404
deadline-new                    draft                     in  200 200 404 404 404 | in  422 422 404 404 404
deadline-edit                   draft_deadline            in  200 200 404 404 404 | in  422 422 404 404 404
deadline-remove                 draft_deadline            in  405 405 405 405 405 | in  302 302 404 404 404
phase-new                       draft                     in  200 200 404 404 404 | in  422 422 404 404 404
phase-edit                      draft_phase               in  200 200 404 404 404 | in  422 422 404 404 404
phase-remove                    draft_phase               in  405 405 405 405 405 | in  302 302 404 404 404
programme-allocate              plan                      in  200 200 200 403 404 | in  302 302 302 403 404
annex-allocate                  annex                     in  200 200 404 404 404 | in  409 409 404 404 404
programme-workbook              plan                      in  200 200 200 403 404 | in  405 405 405 405 405
target-allocate                 target                    in  200 200 200 403 404 | in  302 302 302 403 404
target-divide                   waiting_target            in  200 200 200 403 404 | in  422 422 422 403 404
programme-propose               plan                      in  405 405 405 405 405 | in  302 302 302 403 404
programme-assign                plan                      in  200 200 200 403 404 | in  422 422 422 403 404
target-adjust                   target                    in  200 200 200 403 404 | in  422 422 422 403 404
allocation                      share                     in  200 200 200 200 404 | in  200 200 200 200 404
allocation-acknowledge          share                     in  405 405 405 405 405 | in  403 403 403 302 404
allocation-agree                proposed                  in  405 405 405 405 405 | in  403 403 403 302 404
allocation-counter              proposed                  in  405 405 405 405 405 | in  403 403 403 302 404
allocation-take                 countered                 in  405 405 405 405 405 | in  302 302 302 404 404
allocation-propose              countered                 in  405 405 405 405 405 | in  302 302 302 404 404
documents                       -                         in  200 200 200 200 200 | in  200 200 200 200 200
document-upload                 -                         in  200 200 200 403 200 | in  422 422 422 403 422
document-reading                arrival                   in  200 200 404 404 404 | in  405 405 405 405 405
document-reading-again          arrival                   in  405 405 405 405 405 | in  302 302 404 404 404
document                        paper                     in  200 200 404 404 404 | in  200 200 404 404 404
document-file                   paper                     in  200 200 404 404 404 | in  200 200 404 404 404
document-confirm                paper                     in  200 200 404 404 404 | in  200 200 404 404 404
document-header                 paper                     in  405 405 405 405 405 | in  422 422 404 404 404
document-accept-all             paper                     in  405 405 405 405 405 | in  302 302 404 404 404
annex                           annex                     in  200 200 404 404 404 | in  200 200 404 404 404
annex-columns                   annex                     in  405 405 405 405 405 | in  409 409 404 404 404
annex-column-add                annex                     in  405 405 405 405 405 | in  409 409 404 404 404
annex-column-remove             annex_column              in  405 405 405 405 405 | in  409 409 404 404 404
annex-gaps                      annex                     in  405 405 405 405 405 | in  409 409 404 404 404
annex-rows                      annex                     in  405 405 405 405 405 | in  409 409 404 404 404
annex-row                       annex_row                 in  405 405 405 405 405 | in  409 409 404 404 404
annex-turn                      annex                     in  405 405 405 405 405 | in  409 409 404 404 404
document-add                    paper                     in  405 405 405 405 405 | in  302 302 404 404 404
document-take-number            paper                     in  405 405 405 405 405 | in  422 422 404 404 404
document-read-again             paper                     in  405 405 405 405 405 | in  302 302 404 404 404
document-text                   paper                     in  200 200 404 404 404 | in  302 302 404 404 404
document-bases                  paper                     in  200 200 404 404 404 | in  200 200 404 404 404
read-item-follow                item                      in  405 405 405 405 405 | in  302 302 404 404 404
read-item-edit                  item                      in  302 302 404 404 404 | in  422 422 404 404 404
read-item-decide                item                      in  405 405 405 405 405 | in  302 302 404 404 404
read-item-indicator             item                      in  405 405 405 405 405 | in  302 302 404 404 404
indicators                      -                         in  200 200 200 200 200 | in  405 405 405 405 405
new-indicator                   -                         in  200 403 403 403 403 | in  422 403 403 403 403
edit-indicator                  indicator                 in  200 403 403 403 403 | in  422 403 403 403 403
indicator                       indicator                 in  200 200 200 200 200 | in  405 405 405 405 405
units                           -                         in  200 200 200 200 200 | in  405 405 405 405 405
unit                            unit                      in  200 200 200 404 404 | in  405 405 405 405 405
people                          -                         in  200 200 200 403 200 | in  405 405 405 405 405
person                          person                    in  200 200 200 403 404 | in  405 405 405 405 405
give-role                       person                    in  405 405 405 405 405 | in  422 422 403 404 404
reset-password                  person                    in  405 405 405 405 405 | in  200 200 403 404 404
end-role                        grant                     in  405 405 405 405 405 | in  422 422 403 404 404
new-person                      unit                      in  200 200 403 404 404 | in  422 422 403 404 404

account_login                   -                         200 302 302 302 302 302 | 200 302 302 302 302 302
account_logout                  -                         302 200 200 200 200 200 | 302 302 302 302 302 302
account_inactive                -                         200 200 200 200 200 200 | 405 405 405 405 405 405
account_signup                  -                         200 302 302 302 302 302 | 200 302 302 302 302 302
account_reauthenticate          -                         in  200 200 200 200 200 | in  200 200 200 200 200
account_email                   -                         in  200 200 200 200 200 | in  302 302 302 302 302
account_email_verification_sent -                         200 200 200 200 200 200 | 405 405 405 405 405 405
account_change_password         -                         in  200 200 200 200 200 | in  200 200 200 200 200
account_set_password            -                         in  302 302 302 302 302 | in  302 302 302 302 302
account_reset_password          -                         200 200 200 200 200 200 | 200 200 200 200 200 200
account_confirm_login_code      -                         302 302 302 302 302 302 | 302 302 302 302 302 302
account_confirm_email           'abc                      200 200 200 200 200 200 | 404 404 404 404 404 404
account_reset_password_from_key_done -                      200 200 200 200 200 200 | 405 405 405 405 405 405
account_reset_password_from_key 'abc 'def                 200 200 200 200 200 200 | 200 200 200 200 200 200
account_reset_password_done     -                         200 200 200 200 200 200 | 405 405 405 405 405 405
mfa_index                       -                         in  200 200 200 200 200 | in  405 405 405 405 405
mfa_authenticate                -                         302 302 302 302 302 302 | 302 302 302 302 302 302
mfa_reauthenticate              -                         in  302 302 302 302 302 | in  302 302 302 302 302
mfa_activate_totp               -                         in  302 302 302 302 302 | in  302 302 302 302 302
mfa_deactivate_totp             -                         in  404 404 404 404 404 | in  404 404 404 404 404
mfa_view_recovery_codes         -                         in  404 404 404 404 404 | in  405 405 405 405 405
mfa_generate_recovery_codes     -                         in  302 302 302 302 302 | in  302 302 302 302 302
mfa_download_recovery_codes     -                         in  404 404 404 404 404 | in  404 404 404 404 404
"""

# What is posted where an empty form would not come as far as the right that is asked for.
BODIES = {
    "submission-act": {"act": "approve"},
    "submission-return": {"note": "Xem lại"},
    "read-item-decide": {"decision": "accepted"},
    "document-add": {"kind": "target", "sentence": "Hỗ trợ xây dựng 12 căn nhà Mái ấm công đoàn"},
    "document-take-number": {"start": "1", "end": "2"},
    "document-text": {"text": "Một văn bản khác.", "revision": "1"},
    "allocation-counter": {"value": "20", "reason": "Ít lao động"},
}
