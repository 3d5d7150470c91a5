/** What can be typed after each verb, in groups that several verbs share. */
package io.scaleproof.loadtest.options;
