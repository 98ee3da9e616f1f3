// A page of forms that needs no other script.
import { sendWhenReached } from "../face/sent-when-reached";

sendWhenReached();
